package credence.app;

import credence.registry.Change;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option of every command that changes the registry: who does it.
final class AuthorOption {
  @Option(
      names = "--author",
      paramLabel = "NAME",
      description = "Who changes it, for the history. Default: the user of the system.")
  private @Nullable String author;

  /// What the history is told.
  ///
  /// @param reason why; one line
  Change change(String reason) {
    return new Change(name(), reason);
  }

  /// Who changes it.
  String name() {
    return author == null ? System.getProperty("user.name") : author;
  }
}
