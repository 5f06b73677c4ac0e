package credence.app;

import credence.home.Home;
import credence.model.LocatedError;
import credence.registry.ModelRegistry;
import credence.token.AccessTokens;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/// The base class of commands: a home, output streams, and exit codes.
abstract class HomeCommand implements Callable<Integer> {
  /// The exit code of a successful command.
  static final int DONE = CommandLine.ExitCode.OK;

  /// The exit code of a command that failed.
  static final int FAILED = CommandLine.ExitCode.SOFTWARE;

  /// The exit code with which a command reports to the server that started it that the home's disk
  /// was unusable.
  static final int STORAGE_FAILED = 74;

  private static final JsonMapper JSON = new JsonMapper();

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private CommonOptions common;

  /// Whether the command needs a home that exists; false if it creates one or uses none.
  boolean requiresHome() {
    return true;
  }

  /// Why the command cannot run: its home does not exist. A misspelled path would otherwise look
  /// like an empty home.
  final Optional<String> missingHome() {
    Path directory = common.home();
    return !requiresHome() || Files.isDirectory(directory)
        ? Optional.empty()
        : Optional.of(
            "the home "
                + directory
                + " does not exist; check --home and "
                + CommonOptions.HOME_VARIABLE
                + ", or create it with credence train or credence demo");
  }

  /// The command's home.
  final Home home() {
    return new Home(common.home());
  }

  /// The home's registry.
  final ModelRegistry registry() {
    return home().registry();
  }

  /// The home's tokens.
  final AccessTokens tokens() {
    return home().tokens();
  }

  /// Standard output.
  final PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /// Standard error.
  final PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /// The command line, for errors of usage.
  final CommandLine commandLine() {
    return spec.commandLine();
  }

  /// Prints a JSON value, indented.
  ///
  /// @param value maps, lists, texts, numbers, booleans and null
  static void printJson(Object value, PrintWriter out) {
    out.print(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n");
  }

  /// Prints errors, one line each, and returns their exit code.
  final int failed(Collection<LocatedError> errors) {
    return failed(errors, err());
  }

  /// Prints an error and returns its exit code.
  final int failed(String message) {
    return failed(message, err());
  }

  /// Prints errors of settings: a usage error if an option is wrong.
  static int settingsRejected(SettingValues values, PrintWriter err) {
    failed(values.errors(), err);
    return values.hasOptionErrors() ? CommandLine.ExitCode.USAGE : FAILED;
  }

  /// Prints an error and returns its exit code.
  static int failed(String message, PrintWriter err) {
    for (String line : List.of(message.split("\\R", -1))) {
      err.println("credence: " + line);
    }
    return FAILED;
  }

  private static int failed(Collection<LocatedError> errors, PrintWriter err) {
    errors.forEach(error -> failed(error.message(), err));
    return FAILED;
  }
}
