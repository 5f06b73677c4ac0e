package credence.app;

import credence.model.VersionName;
import credence.registry.RemoveOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `credence models remove`: removes a version that no alias names.
@Command(
    name = "remove",
    description = {
      "Removes a version permanently. A version that an alias names cannot be removed.",
      "The history still refers to it, and its name cannot be reused."
    })
final class ModelsRemoveCommand extends HomeCommand {
  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private AuthorOption author;

  @Parameters(
      paramLabel = "VERSION",
      converter = VersionNameConverter.class,
      description = "The version to remove.")
  @SuppressWarnings("NullAway.Init") // Required, so set by picocli.
  private VersionName version;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "removed manually",
      description = "Reason recorded in the history. Default: ${DEFAULT-VALUE}.")
  private String reason = "";

  @Override
  public Integer call() {
    RemoveOutcome outcome = registry().remove(version, author.change(reason));
    if (outcome instanceof RemoveOutcome.Removed) {
      out().println(outcome.message());
      return DONE;
    }
    return failed(outcome.message());
  }
}
