package credence.app;

import credence.document.SpecDocument;
import credence.model.Alias;
import credence.model.SetCombination;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.ModelRegistry;
import credence.run.TrainingRunFolder;
import credence.run.TrainingRunRequest;
import credence.training.TrainingRequest;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
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
      "Trains a version on training sets and publishes it.",
      "The first version becomes champion; a later one is compared with the champion and waits",
      "until it is promoted."
    })
final class TrainCommand extends TrainingCommand {
  @Option(
      names = "--data",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Parquet files, put one after the other. Default: the home's training sets, of which every"
              + " one up to the date in the version's name; a customer that stands in several counts"
              + " once, by the newest that knows its outcome.")
  private List<Path> data = List.of();

  @Option(
      names = "--set",
      paramLabel = "NAME",
      arity = "1..*",
      description = "Training sets of the home. Default: each up to the version's date.")
  private List<String> sets = List.of();

  @Option(names = "--only", description = "Trains on the newest of these training sets alone.")
  private boolean only;

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
      description = "What to call the version. Default: the name of the newest file or set.")
  private @Nullable VersionName version;

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
    if (!data.isEmpty() && (only || !sets.isEmpty())) {
      throw new ParameterException(
          commandLine(), "--set and --only are about the home's training sets: leave out --data");
    }
    Files.createDirectories(home());
    if (data.isEmpty()) {
      return trainOnSets();
    }
    VersionName name = version == null ? nameOfNewest() : version;
    Change change = author.change(reason == null ? "trained on " + fileNames() : reason);
    return switch (SpecFile.read(spec, home())) {
      case SpecDocument.Faulty faulty -> failed(faulty.faults());
      case SpecDocument.Read read -> train(name, read.document(), change);
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
    try (Progress progress = Progress.onStandardError()) {
      TrainingRunFolder runs = new TrainingRunFolder(home());
      SetTraining training = new SetTraining(home(), registry(), runs, progress);
      VersionTraining.Outcome outcome = training.run(request);
      training.notes().forEach(this::failed);
      return told(outcome, training.comparison(), SpecFile.source(spec, home()));
    }
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
    ModelRegistry registry = registry();
    if (registry.state().damage().isPresent()) {
      return failed(List.of(registry.state().damage().get()));
    }
    VersionTraining.Outcome outcome = train(registry, name, document, change);
    boolean comparable = outcome instanceof VersionTraining.Kept kept && !kept.champion();
    return told(outcome, comparable ? compare(registry, name) : null, document.source());
  }

  private VersionTraining.Outcome train(
      ModelRegistry registry, VersionName name, SpecDocument document, Change change)
      throws IOException {
    try (Progress progress = Progress.onStandardError();
        TemporaryFolder temporary = TemporaryFolder.create()) {
      TrainingRequest request =
          new TrainingRequest(
              name,
              document.spec(),
              data,
              SetCombination.CONCATENATED,
              CredenceVersion.number(),
              Engine.limits(temporary.path()));
      return new VersionTraining(registry, progress::during, progress::wanted)
          .train(request, change, _ -> null);
    }
  }

  /// Compares the version with the champion, as far as that can be done.
  private VersionComparison.Outcome compare(ModelRegistry registry, VersionName name)
      throws IOException {
    return new VersionComparison(home(), registry)
        .compare(name.text(), Alias.CHAMPION.text(), data);
  }
}
