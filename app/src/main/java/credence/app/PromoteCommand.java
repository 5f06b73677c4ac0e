package credence.app;

import credence.model.VersionName;
import credence.registry.AliasMove;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `credence promote`: makes a version the champion.
@Command(
    name = "promote",
    description = {
      "Makes a version the champion, which serves requests that don't specify a version.",
      "A running server applies the change within a second. A version whose spec has gates needs a "
          + "comparison with the current champion in which all gates passed."
    })
final class PromoteCommand extends AliasCommand {
  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private ReasonOption reason;

  @Parameters(
      paramLabel = "VERSION",
      converter = VersionNameConverter.class,
      description = "The version to promote.")
  @SuppressWarnings("NullAway.Init") // Required, so set by picocli.
  private VersionName version;

  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private OverrideOption override;

  @Override
  public Integer call() {
    return move(new AliasMove.Promote(version), override.given(), reason.change());
  }
}
