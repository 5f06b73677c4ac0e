package credence.app;

import credence.home.Home;
import credence.model.Fault;
import credence.registry.ModelRegistry;
import credence.token.AccessTokens;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// What every command has: a home, somewhere to write, and an exit code.
abstract class HomeCommand implements Callable<Integer> {
  /// The exit code of a command that did what it was asked.
  static final int DONE = CommandLine.ExitCode.OK;

  /// The exit code of a command that failed.
  static final int FAILED = CommandLine.ExitCode.SOFTWARE;

  /// The exit code by which a command that a server started says that it could not use the home's
  /// disk.
  static final int STORAGE_FAILED = 74;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private CommandSpec spec;

  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private CommonOptions common;

  /// The home that the command works on.
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

  /// Says what is wrong, a line each, and gives the exit code for it.
  final int failed(Collection<Fault> faults) {
    return failed(faults, err());
  }

  /// Says what is wrong and gives the exit code for it.
  final int failed(String message) {
    return failed(message, err());
  }

  /// Says what is wrong with settings: a fault of usage if an option is at fault.
  static int settingsRefused(SettingValues values, PrintWriter err) {
    failed(values.faults(), err);
    return values.optionsFaulty() ? CommandLine.ExitCode.USAGE : FAILED;
  }

  /// Says what is wrong and gives the exit code for it.
  static int failed(String message, PrintWriter err) {
    for (String line : List.of(message.split("\\R", -1))) {
      err.println("credence: " + line);
    }
    return FAILED;
  }

  private static int failed(Collection<Fault> faults, PrintWriter err) {
    faults.forEach(fault -> failed(fault.message(), err));
    return FAILED;
  }
}
