package credence.app;

import credence.model.VersionName;
import credence.registry.AliasMove;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/// `credence challenge`: gives a version a share of the traffic, or ends the challenge.
@Command(
    name = "challenge",
    description = {
      "Routes a share of the traffic to a version instead of the champion; --stop ends the challenge.",
      "The share of a challenger can be changed: raising it only moves applicants to the "
          + "challenger, lowering it only moves them back. A running server applies the change within a second."
    })
final class ChallengeCommand extends AliasCommand {
  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private ReasonOption reason;

  @Parameters(
      paramLabel = "VERSION",
      arity = "0..1",
      converter = VersionNameConverter.class,
      description = "The challenger; not allowed with --stop.")
  private @Nullable VersionName version;

  @ArgGroup(multiplicity = "1")
  @SuppressWarnings("NullAway.Init") // Required, so set by picocli.
  private ShareOrStop shareOrStop;

  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private OverrideOption override;

  /// A share, or the end of the challenge.
  static final class ShareOrStop {
    @Option(
        names = "--share",
        paramLabel = "SHARE",
        required = true,
        description = "The challenger's share of the applicants, above 0 and at most 1.")
    private @Nullable Double share;

    @Option(names = "--stop", required = true, description = "Ends the challenge.")
    private boolean stop;
  }

  @Override
  public Integer call() {
    return move(wanted(), override.given(), reason.change());
  }

  private AliasMove wanted() {
    if (shareOrStop.stop && version == null) {
      return new AliasMove.StopChallenger();
    }
    if (shareOrStop.share == null || version == null) {
      throw new ParameterException(
          commandLine(), "expected VERSION with --share SHARE, or only --stop");
    }
    return new AliasMove.PutChallenger(version, shareOrStop.share);
  }
}
