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
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/// The base class of commands that train a version and print the result.
abstract class TrainingCommand extends JobCommand {
  @Option(names = "--json", description = "Prints the result as a JSON object.")
  private boolean json;

  /// Makes a training run one of this process.
  @FunctionalInterface
  interface Beginning {
    /// Begins the run, and returns its id; empty if it cannot be begun.
    Optional<String> begin() throws IOException;
  }

  /// Does a training run and prints its result.
  ///
  /// @param beginning called once the process's end is watched: a run that has begun is never left
  ///   without an outcome
  /// @param source the source of the spec
  /// @return the exit code; empty if the run could not be begun
  final OptionalInt run(
      TrainingRuns runs, Beginning beginning, TrainingRunRequest request, String source)
      throws IOException {
    TrainingResult result;
    List<String> notes;
    try (Progress progress = Progress.onStandardError()) {
      if (!progress.isWanted()) {
        return OptionalInt.of(print(new TrainingResult.Cancelled(), source));
      }
      Optional<String> id = beginning.begin();
      if (id.isEmpty()) {
        return OptionalInt.empty();
      }
      TrainingRunJob job = new TrainingRunJob(context(), runs, progress);
      result = job.run(id.get(), request);
      notes = job.notes();
    }
    notes.forEach(this::failed);
    return OptionalInt.of(print(result, source));
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
      case TrainingResult.Cancelled _ ->
          failed("the training was cancelled; no version was published");
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
