package credence.app;

import credence.model.VersionName;
import credence.registry.RetireOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `credence retire`: retires a version without removing it, or reinstates it.
@Command(
    name = "retire",
    description = {
      "Retires a version that no alias names: it serves only requests that name it; --undo reinstates it."
    })
final class RetireCommand extends HomeCommand {
  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private ReasonOption reason;

  @Parameters(
      paramLabel = "VERSION",
      converter = VersionNameConverter.class,
      description = "The version.")
  @SuppressWarnings("NullAway.Init") // Required, so set by picocli.
  private VersionName version;

  @Option(names = "--undo", description = "Reinstates a version that was retired.")
  private boolean undo;

  @Override
  public Integer call() {
    RetireOutcome outcome =
        undo
            ? registry().reinstate(version, reason.change())
            : registry().retire(version, reason.change());
    return switch (outcome) {
      case RetireOutcome.Changed _, RetireOutcome.Unchanged _ -> {
        out().println(outcome.message());
        yield DONE;
      }
      default -> failed(outcome.message());
    };
  }
}
