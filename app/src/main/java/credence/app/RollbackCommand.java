package credence.app;

import credence.model.Alias;
import credence.registry.MoveOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `credence rollback`: gives the champion's alias back to the version before.
@Command(
    name = "rollback",
    description = {
      "Gives the champion's place back to the version that had it before the last move.",
      "A second rollback goes back one more."
    })
final class RollbackCommand extends HomeCommand {
  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private AuthorOption author;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "rolled back by hand",
      description = "Why, for the history. Default: ${DEFAULT-VALUE}.")
  private String reason = "";

  @Override
  public Integer call() {
    MoveOutcome outcome = registry().rollback(Alias.CHAMPION, author.change(reason));
    if (outcome instanceof MoveOutcome.Moved) {
      out().println(outcome.message());
      return DONE;
    }
    return failed(outcome.message());
  }
}
