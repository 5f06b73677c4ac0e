package credence.app;

import credence.wording.MemoryWording;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command `credence`: finds the command that was asked for, and turns whatever goes wrong into
/// one line on standard error and an exit code.
@Command(
    name = "credence",
    description = "Scores credit-risk models, retrains them, and keeps every version.",
    versionProvider = CredenceVersion.class,
    footer = {"", "credence COMMAND --help tells a command's options."})
public final class Credence implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private CommandSpec spec;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Prints the version.")
  @SuppressWarnings("UnusedVariable") // Read by picocli.
  private boolean versionWanted;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Prints this help.")
  @SuppressWarnings("UnusedVariable") // Read by picocli.
  private boolean helpWanted;

  private Credence() {}

  /// Runs one command and ends the process with its exit code: 0 done, 1 failed, 2 not understood.
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  private static int run(String[] arguments) {
    try {
      Optional<ServeArguments> serving = ServeArguments.plain(List.of(arguments), System.getenv());
      return serving.isPresent()
          ? serve(serving.get())
          : commandLine(List.of(arguments)).execute(arguments);
    } catch (OutOfMemoryError e) {
      System.err.println("credence: " + MemoryWording.exhausted(e));
      return CommandLine.ExitCode.SOFTWARE;
    }
  }

  private static int serve(ServeArguments arguments) {
    PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
    try {
      return ServerProcess.run(arguments, err);
    } catch (Exception e) {
      return Failures.tell(e, err);
    }
  }

  /// The command line for some arguments. A server's process has no training on its class path, so
  /// when it is asked to serve it knows that command alone.
  static CommandLine commandLine(List<String> arguments) {
    CommandLine root = new CommandLine(new Credence());
    root.addSubcommand(withServeSettings(new ServeCommand()));
    if (arguments.isEmpty() || !arguments.getFirst().equals(ServeArguments.COMMAND)) {
      root.addSubcommand(withServeSettings(new DemoCommand()))
          .addSubcommand(new TrainCommand())
          .addSubcommand(new PredictCommand())
          .addSubcommand(new CompareCommand())
          .addSubcommand(new ReportCommand())
          .addSubcommand(new TrainingSetsCommand())
          .addSubcommand(
              new CommandLine(new TrainingRunsCommand())
                  .addSubcommand(new TrainingRunsShowCommand())
                  .addSubcommand(new TrainingRunsRestartCommand()))
          .addSubcommand(new ProfileSetCommand())
          .addSubcommand(new RunTrainingCommand())
          .addSubcommand(new PromoteCommand())
          .addSubcommand(new ChallengeCommand())
          .addSubcommand(new ShadowCommand())
          .addSubcommand(new RollbackCommand())
          .addSubcommand(new RetireCommand())
          .addSubcommand(new HistoryCommand())
          .addSubcommand(
              new CommandLine(new TokensCommand())
                  .addSubcommand(new TokensCreateCommand())
                  .addSubcommand(new TokensRevokeCommand()))
          .addSubcommand(
              new CommandLine(new ModelsCommand())
                  .addSubcommand(new ModelsShowCommand())
                  .addSubcommand(new ModelsRemoveCommand()));
    }
    return root.setExpandAtFiles(false)
        .setUsageHelpWidth(100)
        .setUsageHelpLongOptionsMaxWidth(34)
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(new Failures());
  }

  private static CommandLine withServeSettings(Object command) {
    return SettingOptions.addTo(new CommandLine(command), ServeSettings.ALL);
  }

  /// Runs when no command is named.
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "expected a command; credence --help lists them");
  }
}
