package credence.app;

import credence.document.SpecDocument;
import credence.http.ServerSettings;
import credence.model.ModelSpec;
import credence.registry.ModelRegistry;
import credence.run.TrainingRunFolder;
import credence.run.TrainingRunRequest;
import credence.run.TrainingSetEntry;
import credence.run.TrainingSetFolder;
import credence.run.TrainingSetName;
import credence.training.TrainingSetRegister;
import credence.wording.ChangeWording;
import credence.wording.Figures;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `credence demo`: everything at once, to try it.
@Command(
    name = "demo",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Writes sample training sets into the home if it has none, trains what is not trained yet, and"
          + " serves until it is stopped.",
      "Takes the settings of credence serve."
    })
final class DemoCommand extends HomeCommand {
  @Option(names = "--train-only", description = "Ends when everything is trained.")
  private boolean trainOnly;

  @Option(names = ServeArguments.REHEARSE, hidden = true)
  private boolean rehearsing;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, String> options = SettingOptions.given(commandLine(), ServeSettings.ALL);
    SettingValues values = SettingValues.of(ServeSettings.ALL, options, System.getenv(), home());
    ServerSettings settings = ServeSettings.read(values);
    if (!values.faults().isEmpty()) {
      return settingsRefused(values, err());
    }
    if (settings.listen().port() == 0) {
      throw new ParameterException(commandLine(), "--port: expected a port from 1 to 65535");
    }
    Optional<String> obstacle =
        trainOnly ? Optional.empty() : DemoServer.obstacle(settings.listen());
    if (obstacle.isPresent()) {
      return failed(obstacle.get());
    }
    return switch (SpecFile.read(null, home())) {
      case SpecDocument.Faulty faulty -> failed(faulty.faults());
      case SpecDocument.Read read ->
          trainAll(read.document().spec()) ? serve(settings, options) : FAILED;
    };
  }

  private int serve(ServerSettings settings, Map<String, String> options)
      throws IOException, InterruptedException {
    if (trainOnly) {
      return rehearsing ? EngineRehearsal.run(home()) : DONE;
    }
    int code = DemoServer.run(home(), settings.listen(), options, registry(), out());
    return code == DONE ? DONE : failed("the server ended with exit code " + code);
  }

  /// Trains a version for each training set that has none yet, the oldest first; false, and a
  /// message, if that failed. A set that cannot be trained on is told and passed by.
  private boolean trainAll(ModelSpec spec) throws IOException {
    TrainingSetFolder folder = new TrainingSetFolder(home());
    if (folder.list().sets().isEmpty()) {
      out().println("Writing sample training sets into " + folder.path());
      SampleTrainingSets.write(folder.path());
    }
    ModelRegistry registry = registry();
    if (registry.state().damage().isPresent()) {
      failed(List.of(registry.state().damage().get()));
      return false;
    }
    for (TrainingSetEntry set : check(folder, registry, spec).sets()) {
      set.obstacle().ifPresent(why -> failed("training set " + set.name() + ": " + why));
      boolean trained = registry.state().publication(set.name().version()).isPresent();
      if (set.obstacle().isEmpty() && !trained) {
        printChanges(set);
        if (!train(registry, set.name())) {
          return false;
        }
      }
    }
    return true;
  }

  private static TrainingSetFolder.Listing check(
      TrainingSetFolder folder, ModelRegistry registry, ModelSpec spec) throws IOException {
    try (Progress progress = Progress.onStandardError();
        TemporaryFolder temporary = TemporaryFolder.create()) {
      return TrainingSetRegister.keeping(
              folder, registry, spec, Engine.limits(temporary.path()), InstantSource.system())
          .checkAll((set, share) -> progress.to("checking " + set, share));
    }
  }

  private boolean train(ModelRegistry registry, TrainingSetName set) throws IOException {
    TrainingRunRequest request =
        new TrainingRunRequest(
            set.version(),
            List.of(),
            false,
            null,
            System.getProperty("user.name"),
            null,
            Instant.now(),
            null);
    try (Progress progress = Progress.onStandardError()) {
      TrainingRunFolder runs = new TrainingRunFolder(home());
      SetTraining training = new SetTraining(home(), registry, runs, progress);
      return switch (training.run(request)) {
        case VersionTraining.Refused refused -> {
          refused.messages().forEach(this::failed);
          yield false;
        }
        case VersionTraining.GivenUp _ -> false;
        case VersionTraining.Kept kept -> {
          print(kept);
          training.compared().forEach(line -> out().println("  " + line));
          yield true;
        }
      };
    }
  }

  private void printChanges(TrainingSetEntry set) {
    if (set.profile() != null) {
      ChangeWording.of(set.profile().changes())
          .forEach(change -> out().println(set.name() + ": " + change));
    }
  }

  private void print(VersionTraining.Kept kept) {
    out()
        .println(
            "Trained %s, AUC as served %s; %s"
                .formatted(
                    kept.version().name(),
                    Figures.withInterval(kept.version().evaluation().validationAsServed().auc()),
                    kept.publishing().message()));
  }
}
