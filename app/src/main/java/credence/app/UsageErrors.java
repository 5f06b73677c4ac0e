package credence.app;

import credence.model.NearNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Reports an invalid command line: one line for each error, with near names.
final class UsageErrors implements IParameterExceptionHandler {
  private static final Map<Class<?>, String> NUMBERS =
      Map.of(
          int.class, "an integer",
          Integer.class, "an integer",
          double.class, "a number",
          Double.class, "a number");

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    messages(e, command).forEach(m -> command.getErr().println("credence: " + m));
    return CommandLine.ExitCode.USAGE;
  }

  private static List<String> messages(ParameterException e, CommandLine command) {
    return switch (e) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched.getUnmatched(), command);
      case MissingParameterException missing when !missing.getMissing().isEmpty() ->
          missing.getMissing().stream().map(argument -> missing(argument, command)).toList();
      default ->
          List.of(mistyped(e, command).orElse(String.valueOf(e.getMessage())).split("\\R", -1));
    };
  }

  /// The error of an argument that is not a number; empty for other errors, which say what they
  /// expect.
  private static Optional<String> mistyped(ParameterException e, CommandLine command) {
    ArgSpec argument = e.getArgSpec();
    return argument == null || e.getValue() == null
        ? Optional.empty()
        : Optional.ofNullable(NUMBERS.get(argument.typeInfo().getType()))
            .map(kind -> name(argument) + ": expected " + kind + see(command));
  }

  /// A required option or parameter that is absent, or an option without its value.
  private static String missing(ArgSpec argument, CommandLine command) {
    return "expected " + name(argument) + value(argument) + see(command);
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String value(ArgSpec argument) {
    return argument instanceof OptionSpec option ? " " + option.paramLabel() : "";
  }

  private static List<String> unmatched(List<String> arguments, CommandLine command) {
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
