package credence.app;

import credence.model.Alias;
import credence.registry.AliasMove;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `credence rollback`: restores an alias's previous version.
@Command(
    name = "rollback",
    description = {
      "Restores the value that an alias had before its last move.",
      "The champion gets its previous version back, a challenger its previous share. A second "
          + "rollback goes back one more move."
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
      defaultValue = "rolled back manually",
      description = "Reason recorded in the history. Default: ${DEFAULT-VALUE}.")
  private String reason = "";

  @Override
  public Integer call() {
    return move(new AliasMove.Rollback(alias), false, author.change(reason));
  }
}
