package credence.app;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/// `credence help`: describes a command, like its option `--help`.
@Command(name = "help", description = "Describes a command and its options.")
final class HelpCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private CommandSpec spec;

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..*",
      description = "The command, and its subcommand if it has some. Default: lists the commands.")
  private List<String> words = List.of();

  @Override
  public void run() {
    CommandLine command = spec.root().commandLine();
    for (String word : words) {
      CommandLine subcommand = command.getSubcommands().get(word);
      if (subcommand == null) {
        throw new UnmatchedArgumentException(command, List.of(word));
      }
      command = subcommand;
    }
    command.usage(command.getOut());
  }
}
