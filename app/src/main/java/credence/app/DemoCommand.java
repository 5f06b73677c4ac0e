package credence.app;

import credence.document.SpecDocument;
import credence.http.ServerSettings;
import credence.model.ModelSpec;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.ModelRegistry;
import credence.registry.PublishOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
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
  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, String> options = SettingOptions.given(commandLine(), ServeSettings.ALL);
    SettingValues values = SettingValues.of(ServeSettings.ALL, options, System.getenv(), home());
    ServerSettings settings = ServeSettings.read(values);
    if (!values.faults().isEmpty()) {
      return settingsRefused(values);
    }
    if (settings.listen().port() == 0) {
      throw new ParameterException(commandLine(), "--port: expected a port from 1 to 65535");
    }
    Optional<String> obstacle = DemoServer.obstacle(settings.listen());
    if (obstacle.isPresent()) {
      return failed(obstacle.get());
    }
    return switch (SpecFile.read(null, home())) {
      case SpecDocument.Faulty faulty -> failed(faulty.faults());
      case SpecDocument.Read read ->
          trainAll(read.document().spec())
              ? DemoServer.run(home(), settings.listen(), options, registry(), out())
              : FAILED;
    };
  }

  /// Trains each training set that has no version yet; false, and a message, if that failed.
  private boolean trainAll(ModelSpec spec) throws IOException {
    if (TrainingSetFiles.of(home()).isEmpty()) {
      Path folder = home().resolve(TrainingSetFiles.FOLDER);
      out().println("Writing sample training sets into " + folder);
      SampleTrainingSets.write(folder);
    }
    ModelRegistry registry = registry();
    if (registry.state().damage().isPresent()) {
      failed(List.of(registry.state().damage().get()));
      return false;
    }
    List<Path> untrained = new ArrayList<>(TrainingSetFiles.of(home()));
    untrained.removeIf(file -> registry.state().publication(name(file)).isPresent());
    for (Path file : untrained) {
      if (!train(registry, spec, file)) {
        return false;
      }
    }
    return true;
  }

  private static VersionName name(Path file) {
    return TrainingSetFiles.name(file).orElseThrow();
  }

  private boolean train(ModelRegistry registry, ModelSpec spec, Path file) throws IOException {
    VersionName name = name(file);
    Change change =
        new Change(
            System.getProperty("user.name"), "demo: trained on " + TrainingSetFiles.fileName(file));
    VersionTraining training = new VersionTraining(registry, Progress.onStandardError());
    return switch (training.train(name, spec, List.of(file), change)) {
      case VersionTraining.Refused refused -> {
        refused.messages().forEach(this::failed);
        yield false;
      }
      case VersionTraining.Kept kept -> {
        PublishOutcome publishing = kept.publishing();
        out()
            .println(
                "Trained %s, AUC as served %s; %s"
                    .formatted(
                        name,
                        Figures.withInterval(
                            kept.version().evaluation().validationAsServed().auc()),
                        publishing.message()));
        yield true;
      }
    };
  }
}
