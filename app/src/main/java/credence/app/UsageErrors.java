package credence.app;

import credence.model.NearNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.MutuallyExclusiveArgsException;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
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
          missing.getMissing().stream()
              .map(UsageErrors::required)
              .distinct()
              .map(required -> "expected " + required + see(command))
              .toList();
      case MutuallyExclusiveArgsException exclusive -> exclusive(command);
      case OverwrittenOptionException repeated ->
          List.of(name(repeated.getOverwritten()) + ": expected once" + see(command));
      default ->
          List.of(invalid(e, command).orElse(String.valueOf(e.getMessage())).split("\\R", -1));
    };
  }

  /// The error of an argument with an invalid value; empty for other errors, which say what they
  /// expect.
  private static Optional<String> invalid(ParameterException e, CommandLine command) {
    ArgSpec argument = e.getArgSpec();
    if (argument == null || e.getValue() == null) {
      return Optional.empty();
    }
    String kind = NUMBERS.get(argument.typeInfo().getType());
    if (kind != null) {
      return Optional.of(name(argument) + ": expected " + kind + see(command));
    }
    if (argument.typeInfo().isBoolean()) {
      return Optional.of(name(argument) + ": expected no value" + see(command));
    }
    return e.getCause() instanceof TypeConversionException cause
        ? Optional.of(name(argument) + ": " + cause.getMessage())
        : Optional.empty();
  }

  /// A required option or parameter that is absent, or an option without its value; of options of
  /// which exactly one is required, all.
  private static String required(ArgSpec argument) {
    ArgGroupSpec group = argument.group();
    return group == null || !group.exclusive()
        ? withValue(argument)
        : group.args().stream().map(UsageErrors::withValue).collect(Collectors.joining(" or "));
  }

  private static List<String> exclusive(CommandLine command) {
    return command.getCommandSpec().argGroups().stream()
        .filter(ArgGroupSpec::exclusive)
        .map(
            group ->
                group.args().stream()
                    .map(UsageErrors::name)
                    .collect(Collectors.joining(" and ", "expected only one of ", "")))
        .map(expected -> expected + see(command))
        .toList();
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String withValue(ArgSpec argument) {
    return argument instanceof OptionSpec option && !option.typeInfo().isBoolean()
        ? name(argument) + " " + option.paramLabel()
        : name(argument);
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
