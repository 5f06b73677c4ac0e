package credence.app;

import credence.model.VersionName;
import credence.registry.AliasMove;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `credence shadow`: has a version scored beside the one that answers, or ends that.
@Command(
    name = "shadow",
    description = {
      "Has a version scored and counted beside the one that answers; --stop ends it.",
      "There may be several. A running server follows within a second."
    })
final class ShadowCommand extends AliasCommand {
  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private ReasonOption reason;

  @Parameters(
      paramLabel = "VERSION",
      converter = VersionNameConverter.class,
      description = "The version.")
  @SuppressWarnings("NullAway.Init") // Required, so set by picocli.
  private VersionName version;

  @Option(names = "--stop", description = "The version is to be a shadow no longer.")
  private boolean stop;

  @Override
  public Integer call() {
    AliasMove move = stop ? new AliasMove.StopShadow(version) : new AliasMove.AddShadow(version);
    return move(move, false, reason.change());
  }
}
