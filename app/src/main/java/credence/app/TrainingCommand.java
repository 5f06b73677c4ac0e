package credence.app;

import credence.comparison.GateCheck;
import credence.model.ModelVersion;
import credence.wording.Figures;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// A command that trains a version and tells what came of it.
abstract class TrainingCommand extends HomeCommand {
  @Option(names = "--json", description = "Prints the result as one JSON object.")
  private boolean json;

  /// Tells what came of a training, and gives the exit code for it.
  ///
  /// @param comparison what came of comparing the version with the champion; null if there was
  ///   nothing to compare
  /// @param source where the spec came from
  final int told(
      VersionTraining.Outcome outcome,
      VersionComparison.@Nullable Outcome comparison,
      String source) {
    return switch (outcome) {
      case VersionTraining.Refused refused -> {
        refused.messages().forEach(this::failed);
        yield FAILED;
      }
      case VersionTraining.GivenUp _ -> failed("the training was given up");
      case VersionTraining.Kept kept -> {
        if (json) {
          out().println(TrainingResultJson.of(kept, comparison));
        } else {
          print(kept, source, comparison);
        }
        out().flush();
        yield DONE;
      }
    };
  }

  private void print(
      VersionTraining.Kept kept, String source, VersionComparison.@Nullable Outcome comparison) {
    ModelVersion model = kept.version();
    String sets =
        model.provenance().trainingSets().stream()
            .map(set -> set.name() + " (" + Figures.count(set.rows()) + " rows)")
            .collect(Collectors.joining(", "));
    out().println(model.name() + ": by " + source + " on " + sets);
    new ModelSheet(model, out()).printSummary();
    ComparisonSheet sheet = new ComparisonSheet(out());
    switch (comparison) {
      case null -> {
        sheet.printGates(GateCheck.alone(model));
        sheet.printFindings(GateCheck.findingOfFirst(model).stream().toList());
      }
      case VersionComparison.Made made -> sheet.print(made.comparison());
      case VersionComparison.Refused refused -> sheet.printRefused(refused.messages());
    }
    out().println();
    out().println("Registry: " + kept.publishing().message() + ".");
    if (!kept.champion()) {
      out()
          .println(
              "It answers when it is named. To make it the champion: credence promote "
                  + model.name()
                  + " --reason TEXT");
    }
  }
}
