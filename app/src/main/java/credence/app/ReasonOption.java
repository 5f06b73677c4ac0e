package credence.app;

import credence.registry.Change;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options of every command that changes what answers: why, which has to be said, and who.
final class ReasonOption {
  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private AuthorOption author;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for the history.")
  private String reason = "";

  /// What the history is told.
  Change change() {
    return author.change(reason);
  }
}
