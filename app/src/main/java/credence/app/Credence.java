package credence.app;

import credence.app.terminal.Interruption;
import credence.wording.MemoryWording;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// The command `credence`: runs a command, and reports any failure as one line on standard error
/// and an exit code.
@Command(
    name = "credence",
    description = "Serves, retrains and versions credit-risk models.",
    versionProvider = CredenceVersion.class,
    footer = {"", "credence help COMMAND describes a command and its options."})
public final class Credence implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private CommandSpec spec;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Prints the version.")
  @SuppressWarnings("UnusedVariable") // Read by picocli.
  private boolean versionRequested;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Prints this help.")
  @SuppressWarnings("UnusedVariable") // Read by picocli.
  private boolean helpRequested;

  private Credence() {}

  /// Runs one command and exits with its exit code: 0 success, 1 failure, 2 usage error.
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT); // For the texts of libraries; ours state their locale.
    int code = run(Arguments.joined(arguments), Arguments.errors(arguments, System.getenv()));
    Interruption.commandEnded();
    System.exit(code);
  }

  private static int run(String[] arguments, List<String> errors) {
    if (!errors.isEmpty()) {
      errors.forEach(error -> System.err.println("credence: " + error));
      return CommandLine.ExitCode.USAGE;
    }
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
      return Failures.report(e, err);
    }
  }

  /// The command line for some arguments. A server's process does not have module training on its
  /// class path, so `serve` is its only command.
  static CommandLine commandLine(List<String> arguments) {
    CommandLine root = new CommandLine(new Credence());
    root.addSubcommand(withServeSettings(new ServeCommand()));
    if (arguments.isEmpty() || !arguments.getFirst().equals(ServeArguments.COMMAND)) {
      root.addSubcommand(withServeSettings(new DemoCommand()))
          .addSubcommand(new InitCommand())
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
                  .addSubcommand(new ModelsRemoveCommand()))
          .addSubcommand(new StartCacheCommand())
          .addSubcommand(new CompletionCommand())
          .addSubcommand(new HelpCommand())
          .addSubcommand(new VersionCommand());
    }
    return root.registerConverter(Path.class, CommonOptions::file)
        .setExpandAtFiles(false)
        .setUsageHelpWidth(100)
        .setUsageHelpLongOptionsMaxWidth(34)
        .setExecutionStrategy(Credence::execute)
        .setParameterExceptionHandler(new UsageErrors())
        .setExecutionExceptionHandler(new Failures());
  }

  /// Runs the command, unless its home is missing.
  private static int execute(ParseResult parsed) {
    ParseResult last = parsed;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    if (!last.isUsageHelpRequested() && last.commandSpec().userObject() instanceof HomeCommand c) {
      Optional<String> missing = c.missingHome();
      if (missing.isPresent()) {
        return c.failed(missing.get());
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static CommandLine withServeSettings(Object command) {
    return SettingOptions.addTo(new CommandLine(command), ServeSettings.ALL);
  }

  /// Runs when no command is given.
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "expected a command; see credence --help");
  }
}
