package credence.app;

import credence.model.NearNames;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Reports an invalid command line: one line for each error, with near names.
final class UsageErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    messages(e, command).forEach(m -> command.getErr().println("credence: " + m));
    return CommandLine.ExitCode.USAGE;
  }

  private static List<String> messages(ParameterException e, CommandLine command) {
    if (!(e instanceof UnmatchedArgumentException unmatched)) {
      return e.getMessage() == null ? List.of() : List.of(e.getMessage().split("\\R", -1));
    }
    List<String> arguments = unmatched.getUnmatched();
    List<String> options =
        arguments.stream()
            .filter(argument -> argument.startsWith("-"))
            .map(option -> unknown("option", option, optionNames(command), command))
            .toList();
    if (!options.isEmpty()) {
      return options; // Other unmatched arguments are probably their values.
    }
    if (!command.getSubcommands().isEmpty()) {
      List<String> known = List.copyOf(command.getSubcommands().keySet());
      return List.of(unknown("command", arguments.getFirst(), known, command));
    }
    return arguments.stream().map(a -> "unexpected argument " + a + see(command)).toList();
  }

  private static String unknown(
      String what, String argument, List<String> known, CommandLine command) {
    String hint = NearNames.hint(argument, known);
    return "unknown " + what + " " + argument + (hint.isEmpty() ? see(command) : hint);
  }

  private static String see(CommandLine command) {
    return "; see " + command.getCommandSpec().qualifiedName() + " --help";
  }

  private static List<String> optionNames(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .filter(option -> !option.hidden())
        .map(option -> option.longestName())
        .toList();
  }
}
