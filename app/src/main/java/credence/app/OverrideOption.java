package credence.app;

import credence.comparison.Comparisons;
import credence.comparison.PromotionCheck;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.MoveOutcome;
import credence.registry.RegistryLimits;
import java.util.function.Function;
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

  /// Moves an alias to a version if its gates have nothing against it, or are overridden; says what
  /// they have against it otherwise.
  ///
  /// @param change who moves it and why
  /// @param move makes the move
  /// @return the command's exit code
  int move(
      HomeCommand command, VersionName version, Change change, Function<Change, MoveOutcome> move) {
    PromotionCheck check =
        PromotionCheck.of(command.registry(), new Comparisons(command.home()), version);
    check.warnings().forEach(warning -> command.err().println("credence: warning: " + warning));
    if (check.objections().isEmpty()) {
      return command.moved(move.apply(change));
    }
    if (!override) {
      check.objections().forEach(command::failed);
      return command.failed("the alias was not moved; --override moves it all the same");
    }
    int charactersMax = RegistryLimits.DEFAULT.detailCharactersMax();
    return command.moved(move.apply(change.overriding(check.overridden(charactersMax))));
  }
}
