package credence.app;

import credence.app.terminal.Progress;
import credence.document.SpecDocument;
import credence.job.SpecFile;
import credence.job.TrainingJob;
import credence.job.TrainingResult;
import credence.job.TrainingSetFiles;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.RegistryLimits;
import credence.run.TrainingRunRequest;
import credence.run.TrainingRuns;
import credence.wording.Figures;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `credence train`: trains a version on training sets and publishes it.
@Command(
    name = "train",
    sortOptions = false,
    description = {
      "Trains a version on training sets and publishes it.",
      "The first version becomes champion. Later ones are compared with the champion, and serve only "
          + "requests that name them until they are promoted."
    },
    footer = {
      "",
      "Examples:",
      "  credence train",
      "  credence train --data loans.csv --spec spec.yaml --version 2025-q1"
    })
final class TrainCommand extends TrainingCommand {
  @Option(
      names = "--data",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Parquet or CSV files (.csv, .csv.gz), concatenated. Default: the home's training sets up "
              + "to the date in the version's name; a customer that appears in several is used "
              + "once, from the newest with its outcome.")
  private List<Path> data = List.of();

  @Option(
      names = "--set",
      paramLabel = "NAME",
      arity = "1..*",
      description = "Training sets of the home. Default: all up to the version's date.")
  private List<String> sets = List.of();

  @Option(names = "--only", description = "Trains only on the newest of these training sets.")
  private boolean only;

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description =
          "The model spec. Default: spec.yaml in the home, or else the one that ships with Credence.")
  private @Nullable Path spec;

  @Option(
      names = "--version",
      paramLabel = "NAME",
      converter = VersionNameConverter.class,
      description = "Name of the version. Default: the name of the newest file or set.")
  private @Nullable VersionName version;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      description = "Reason recorded in the history. Default: the names of the training files.")
  private @Nullable String reason;

  @Mixin
  @SuppressWarnings("NullAway.Init") // Set by picocli before the command runs.
  private AuthorOption author;

  @Override
  boolean requiresHome() {
    return false;
  }

  @Override
  public Integer call() throws IOException {
    if (!data.isEmpty() && (only || !sets.isEmpty())) {
      throw new ParameterException(
          commandLine(),
          "--set and --only apply to the home's training sets and cannot be combined with --data");
    }
    Files.createDirectories(home().directory());
    if (data.isEmpty()) {
      return trainOnSets();
    }
    VersionName name = version == null ? nameOfNewest() : version;
    Change change = author.change(reason == null ? reasonByFiles() : reason);
    return switch (SpecFile.read(spec, home())) {
      case SpecDocument.Invalid invalid -> failed(invalid.errors());
      case SpecDocument.Read read -> trainOnFiles(name, read.document(), change);
    };
  }

  private int trainOnSets() throws IOException {
    String asked;
    try {
      asked = spec == null ? null : SpecFile.text(spec);
    } catch (CharacterCodingException e) {
      return failed(spec + ": expected UTF-8 text");
    }
    TrainingRunRequest request =
        new TrainingRunRequest(
            version, sets, only, asked, author.name(), reason, Instant.now(), null);
    TrainingRuns runs = home().trainingRuns();
    return run(runs, () -> Optional.of(runs.begin(request)), request, SpecFile.source(spec, home()))
        .orElse(FAILED);
  }

  private VersionName nameOfNewest() {
    return TrainingSetFiles.nameOfNewest(data)
        .orElseThrow(
            () ->
                new ParameterException(
                    commandLine(),
                    "the newest file's name is not a valid version name; add --version NAME: "
                        + VersionName.expected()));
  }

  /// The default reason: the files' names, or their number if the names are too long for a reason.
  private String reasonByFiles() {
    String reason =
        RegistryLimits.oneLine(
            "trained on "
                + data.stream().map(TrainingSetFiles::fileName).collect(Collectors.joining(", ")));
    return reason.length() <= RegistryLimits.DEFAULT.reasonCharactersMax()
        ? reason
        : "trained on " + Figures.count(data.size()) + " files";
  }

  private int trainOnFiles(VersionName name, SpecDocument document, Change change)
      throws IOException {
    TrainingResult result;
    try (Progress progress = Progress.onStandardError()) {
      result = new TrainingJob(context(), progress).train(name, document.spec(), data, change);
    }
    return print(result, document.source());
  }
}
