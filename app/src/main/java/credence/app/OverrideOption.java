package credence.app;

import credence.comparison.Comparisons;
import credence.comparison.PromotionCheck;
import credence.model.Alias;
import credence.model.VersionName;
import credence.registry.AliasMove;
import credence.registry.Change;
import credence.registry.RegistryLimits;
import java.util.Map;
import picocli.CommandLine.Option;

/// `--override`, of the commands that a version's gates may refuse.
final class OverrideOption {
  @Option(
      names = "--override",
      description = {
        "Moves the alias although gates of the version's spec failed or are undecided.",
        "The history keeps which, and the reason."
      })
  private boolean override;

  /// Moves an alias to a version if its gates have nothing against it, or are overridden, and
  /// nobody moved the alias or the champion meanwhile; says what they have against it otherwise.
  ///
  /// @param move the move, which gives the version traffic
  /// @param change who moves it and why
  /// @return the command's exit code
  int move(HomeCommand command, VersionName version, AliasMove move, Change change) {
    long lastMove = command.registry().state().alias(move.alias()).lastMove();
    PromotionCheck check =
        PromotionCheck.of(command.registry(), new Comparisons(command.home()), version);
    Map<Alias, Long> lastMoves = check.lastMoves(move.alias(), lastMove);
    check.warnings().forEach(warning -> command.err().println("credence: warning: " + warning));
    if (check.objections().isEmpty()) {
      return command.moved(command.registry().moveIf(move, lastMoves, change));
    }
    if (!override) {
      check.objections().forEach(command::failed);
      return command.failed("the alias was not moved; --override moves it all the same");
    }
    int charactersMax = RegistryLimits.DEFAULT.detailCharactersMax();
    Change overriding = change.overriding(check.overridden(charactersMax));
    return command.moved(command.registry().moveIf(move, lastMoves, overriding));
  }
}
