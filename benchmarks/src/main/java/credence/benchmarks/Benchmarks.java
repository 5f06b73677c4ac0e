package credence.benchmarks;

import credence.benchmarks.inputs.ChangesCommand;
import credence.benchmarks.inputs.HomeCommand;
import credence.benchmarks.inputs.SqlScoringCommand;
import credence.benchmarks.inputs.TableCommand;
import credence.benchmarks.load.BatchCommand;
import credence.benchmarks.load.FirstAnswer;
import credence.benchmarks.load.LoadCommand;
import credence.benchmarks.profile.FlameGraphCommand;
import credence.benchmarks.report.ReportCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The tools that `benchmarks/run` calls, one subcommand each.
@Command(
    name = "benchmarks",
    description = "The benchmarks' own tools; benchmarks/run calls them.",
    mixinStandardHelpOptions = true,
    subcommands = {
      LoadCommand.class,
      BatchCommand.class,
      FirstAnswer.class,
      HomeCommand.class,
      ChangesCommand.class,
      TableCommand.class,
      SqlScoringCommand.class,
      ReportCommand.class,
      FlameGraphCommand.class
    })
public final class Benchmarks {
  private Benchmarks() {}

  /// Runs one tool; ends with its exit code.
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Benchmarks()).execute(arguments));
  }
}
