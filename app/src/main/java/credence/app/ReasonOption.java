package credence.app;

import credence.registry.Change;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options `--reason` and `--author` of commands that change which version serves requests.
final class ReasonOption {
  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private AuthorOption author;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Reason recorded in the history.")
  private String reason = "";

  /// The author and reason for the history.
  Change change() {
    return author.change(reason);
  }
}
