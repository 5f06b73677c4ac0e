package credence.app;

import credence.promotion.Promotion;
import credence.registry.AliasMove;
import credence.registry.Change;
import credence.registry.MoveOutcome;
import java.util.OptionalLong;

/// The base class of commands that move an alias.
abstract class AliasCommand extends HomeCommand {
  /// Moves an alias and prints the result.
  ///
  /// @param override whether to move it even if the check of its version fails
  /// @return the exit code; an alias that already names exactly that counts as moved
  final int move(AliasMove move, boolean override, Change change) {
    Promotion promotion = new Promotion(registry(), home().comparisons());
    Promotion.Outcome outcome = promotion.move(move, OptionalLong.empty(), override, change);
    outcome.warnings().forEach(warning -> err().println("credence: warning: " + warning));
    return switch (outcome) {
      case Promotion.Decided decided -> decided(decided.move());
      case Promotion.CheckFailed failed -> {
        failed.reasonsAgainst().forEach(this::failed);
        yield failed(
            "the alias was not moved"
                + (failed.overridable() ? "; --override moves it anyway" : ""));
      }
    };
  }

  private int decided(MoveOutcome outcome) {
    return switch (outcome) {
      case MoveOutcome.Moved _, MoveOutcome.AlreadyThere _ -> {
        out().println(outcome.message());
        yield DONE;
      }
      default -> failed(outcome.message());
    };
  }
}
