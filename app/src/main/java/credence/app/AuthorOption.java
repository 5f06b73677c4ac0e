package credence.app;

import credence.registry.Change;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option `--author` of commands that change the registry.
final class AuthorOption {
  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "Author recorded in the history. Default: the current system user.")
  private @Nullable String author;

  /// The author and reason for the history.
  ///
  /// @param reason why; one line
  Change change(String reason) {
    return new Change(name(), reason);
  }

  /// The author of the change.
  String name() {
    return author == null ? System.getProperty("user.name") : author;
  }
}
