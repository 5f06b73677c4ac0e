package credence.app;

import credence.model.Alias;
import credence.registry.AliasMove;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `credence rollback`: gives an alias back what it named before its last move.
@Command(
    name = "rollback",
    description = {
      "Gives an alias back what it named before its last move: the champion's place to the version",
      "before, a challenger its share before. A second rollback goes back one more."
    })
final class RollbackCommand extends AliasCommand {
  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private AuthorOption author;

  @Parameters(
      paramLabel = "ALIAS",
      arity = "0..1",
      defaultValue = "champion",
      converter = AliasConverter.class,
      description = "champion, challenger or shadow. Default: ${DEFAULT-VALUE}.")
  @SuppressWarnings("NullAway.Init") // Has a default, so set by picocli.
  private Alias alias;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      defaultValue = "rolled back by hand",
      description = "Why, for the history. Default: ${DEFAULT-VALUE}.")
  private String reason = "";

  @Override
  public Integer call() {
    return move(new AliasMove.Rollback(alias), false, author.change(reason));
  }
}
