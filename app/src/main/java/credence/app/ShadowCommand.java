package credence.app;

import credence.model.VersionName;
import credence.registry.AliasMove;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `credence shadow`: makes a version a shadow, or removes it from the shadows.
@Command(
    name = "shadow",
    description = {
      "Makes a version a shadow: it scores requests without its results being returned; --stop ends this.",
      "There may be several. A running server applies the change within a second."
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

  @Option(names = "--stop", description = "Removes the version from the shadows.")
  private boolean stop;

  @Override
  public Integer call() {
    AliasMove move = stop ? new AliasMove.StopShadow(version) : new AliasMove.AddShadow(version);
    return move(move, false, reason.change());
  }
}
