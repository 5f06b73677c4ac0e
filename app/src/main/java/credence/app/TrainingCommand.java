package credence.app;

import credence.app.terminal.ComparisonSheet;
import credence.app.terminal.ModelSheet;
import credence.app.terminal.Progress;
import credence.app.terminal.TrainingResultJson;
import credence.comparison.GateCheck;
import credence.job.ComparisonResult;
import credence.job.TrainingResult;
import credence.job.TrainingRunJob;
import credence.model.ModelVersion;
import credence.run.TrainingRunRequest;
import credence.run.TrainingRuns;
import credence.wording.Figures;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// The base class of commands that train a version and print the result.
abstract class TrainingCommand extends JobCommand {
  @Option(names = "--json", description = "Prints the result as a JSON object.")
  private boolean json;

  /// Does a training run and prints its result.
  ///
  /// @param id the run's id; the run is this process's
  /// @param source the source of the spec
  /// @return the exit code
  final int run(TrainingRuns runs, String id, TrainingRunRequest request, String source)
      throws IOException {
    TrainingResult result;
    List<String> notes;
    try (Progress progress = Progress.onStandardError()) {
      TrainingRunJob job = new TrainingRunJob(context(), runs, progress);
      result = job.run(id, request);
      notes = job.notes();
    }
    notes.forEach(this::failed);
    return print(result, source);
  }

  /// Prints the result of a training.
  ///
  /// @param source the source of the spec
  /// @return the exit code
  final int print(TrainingResult result, String source) {
    return switch (result) {
      case TrainingResult.Rejected rejected -> {
        rejected.messages().forEach(this::failed);
        yield FAILED;
      }
      case TrainingResult.Cancelled _ -> failed("Training was cancelled");
      case TrainingResult.Registered registered -> {
        if (json) {
          out().println(TrainingResultJson.of(registered));
        } else {
          print(registered, source);
        }
        out().flush();
        yield DONE;
      }
    };
  }

  private void print(TrainingResult.Registered registered, String source) {
    ModelVersion model = registered.version();
    String sets =
        model.provenance().trainingSets().stream()
            .map(set -> set.name() + " (" + Figures.count(set.rows()) + " rows)")
            .collect(Collectors.joining(", "));
    out().println(model.name() + ": by " + source + " on " + sets);
    new ModelSheet(model, out()).printSummary();
    ComparisonSheet sheet = new ComparisonSheet(out());
    switch (registered.comparison()) {
      case null -> {
        sheet.printGates(GateCheck.alone(model));
        sheet.printFindings(GateCheck.findingOfFirst(model).stream().toList());
      }
      case ComparisonResult.Compared compared -> sheet.print(compared.comparison());
      case ComparisonResult.Rejected rejected -> sheet.printRejected(rejected.messages());
    }
    out().println();
    out().println("Registry: " + registered.publishing().message() + ".");
    if (!registered.champion()) {
      out()
          .println(
              "It serves requests that name it. To make it the champion: credence promote "
                  + model.name()
                  + " --reason TEXT");
    }
  }
}
