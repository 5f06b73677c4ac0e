package credence.app;

import credence.comparison.GateCheck;
import credence.document.SpecDocument;
import credence.model.Alias;
import credence.model.ModelVersion;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `credence train`: makes a version of training sets and publishes it.
@Command(
    name = "train",
    sortOptions = false,
    description = {
      "Trains a version on parquet files and publishes it.",
      "The first version becomes champion; a later one is compared with the champion and waits",
      "until it is promoted."
    })
final class TrainCommand extends HomeCommand {
  @Option(
      names = "--data",
      paramLabel = "FILE",
      arity = "1..*",
      required = true,
      description = "The training sets; several are put one after the other.")
  private List<Path> data = List.of();

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description =
          "The model spec. Default: spec.yaml in the home, else the one that ships with Credence.")
  private @Nullable Path spec;

  @Option(
      names = "--version",
      paramLabel = "NAME",
      converter = VersionNameConverter.class,
      description = "What to call the version. Default: the name of the newest file.")
  private @Nullable VersionName version;

  @Option(names = "--json", description = "Prints the result as one JSON object.")
  private boolean json;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Why, for the history. Default: the files that it was trained on.")
  private @Nullable String reason;

  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private AuthorOption author;

  @Override
  public Integer call() throws IOException {
    VersionName name = version == null ? nameOfNewest() : version;
    Change change = author.change(reason == null ? "trained on " + fileNames() : reason);
    return switch (SpecFile.read(spec, home())) {
      case SpecDocument.Faulty faulty -> failed(faulty.faults());
      case SpecDocument.Read read -> train(name, read.document(), change);
    };
  }

  private VersionName nameOfNewest() {
    return TrainingSetFiles.nameOfNewest(data)
        .orElseThrow(
            () ->
                new ParameterException(
                    commandLine(),
                    "the newest file's name cannot name a version; give --version NAME: "
                        + VersionName.expected()));
  }

  private String fileNames() {
    return data.stream().map(TrainingSetFiles::fileName).collect(Collectors.joining(", "));
  }

  private int train(VersionName name, SpecDocument document, Change change) throws IOException {
    Files.createDirectories(home());
    ModelRegistry registry = registry();
    if (registry.state().damage().isPresent()) {
      return failed(List.of(registry.state().damage().get()));
    }
    VersionTraining training = new VersionTraining(registry, Progress.onStandardError());
    return switch (training.train(name, document.spec(), data, change)) {
      case VersionTraining.Refused refused -> {
        refused.messages().forEach(this::failed);
        yield FAILED;
      }
      case VersionTraining.Kept kept -> {
        VersionComparison.Outcome comparison = kept.champion() ? null : compare(registry, name);
        if (json) {
          out().println(TrainingResultJson.of(kept, comparison));
        } else {
          print(kept, document, comparison);
        }
        out().flush();
        yield DONE;
      }
    };
  }

  /// Compares the version with the champion, as far as that can be done.
  private VersionComparison.Outcome compare(ModelRegistry registry, VersionName name)
      throws IOException {
    return new VersionComparison(home(), registry)
        .compare(name.text(), Alias.CHAMPION.text(), data);
  }

  private void print(
      VersionTraining.Kept kept,
      SpecDocument document,
      VersionComparison.@Nullable Outcome comparison) {
    ModelVersion model = kept.version();
    String sets =
        model.provenance().trainingSets().stream()
            .map(set -> set.name() + " (" + Figures.count(set.rows()) + " rows)")
            .collect(Collectors.joining(", "));
    out().println(model.name() + ": by " + document.source() + " on " + sets);
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
