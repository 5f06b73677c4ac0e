package credence.app;

import credence.app.terminal.Progress;
import credence.document.SpecDocument;
import credence.http.settings.AdminSettings;
import credence.http.settings.ServerSettings;
import credence.job.ComparisonResult;
import credence.job.SpecFile;
import credence.job.TrainingResult;
import credence.job.TrainingRunJob;
import credence.job.TrainingSetCheckJob;
import credence.model.ModelSpec;
import credence.registry.ModelRegistry;
import credence.run.TrainingRunRequest;
import credence.run.TrainingRuns;
import credence.run.TrainingSetEntry;
import credence.run.TrainingSetName;
import credence.run.TrainingSets;
import credence.wording.ChangeWording;
import credence.wording.Figures;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/// `credence demo`: trains and serves sample models.
@Command(
    name = "demo",
    sortOptions = false,
    abbreviateSynopsis = true,
    description = {
      "Writes sample training sets to the home if it has none, trains missing versions, and"
          + " serves until it is stopped.",
      "Accepts the settings of credence serve."
    })
final class DemoCommand extends JobCommand {
  /// The directory in the home for a training set that is not yet one of the home's.
  private static final String SAMPLES = "samples";

  @Option(names = "--train-only", description = "Exits after training.")
  private boolean trainOnly;

  @Option(names = ServeArguments.REHEARSE, hidden = true)
  private boolean rehearsing;

  @Override
  boolean requiresHome() {
    return false;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, String> options = SettingOptions.given(commandLine(), ServeSettings.ALL);
    SettingValues values = SettingValues.of(ServeSettings.ALL, options, System.getenv(), home());
    ServerSettings settings = ServeSettings.read(values);
    AdminSettings admin = AdminServeSettings.admin(values);
    if (!values.errors().isEmpty()) {
      return settingsRejected(values, err());
    }
    if (settings.listen().port() == 0) {
      throw new ParameterException(commandLine(), "--port: expected a port from 1 to 65535");
    }
    Optional<String> listenError =
        trainOnly ? Optional.empty() : DemoServer.listenError(settings.listen());
    if (listenError.isPresent()) {
      return failed(listenError.get());
    }
    return switch (SpecFile.read(null, home())) {
      case SpecDocument.Invalid invalid -> failed(invalid.errors());
      case SpecDocument.Read read ->
          trainAll(read.document().spec()) ? serve(settings, admin, options) : FAILED;
    };
  }

  private int serve(ServerSettings settings, AdminSettings admin, Map<String, String> options)
      throws IOException, InterruptedException {
    if (trainOnly) {
      return rehearsing ? EngineRehearsal.run(home()) : DONE;
    }
    int code =
        DemoServer.run(home().directory(), settings.listen(), admin, options, registry(), out());
    return code == DONE ? DONE : failed("the server ended with exit code " + code);
  }

  /// Trains a version for each training set that has none yet, the oldest first; false, and a
  /// message, if that failed. A set that cannot be used is reported and skipped.
  private boolean trainAll(ModelSpec spec) throws IOException {
    TrainingSets folder = home().trainingSets();
    if (folder.list().sets().isEmpty()) {
      out().println("Writing sample training sets to " + folder.path());
      SampleTrainingSets.write(folder.path());
      Path next = SampleTrainingSets.writeNext(home().directory().resolve(SAMPLES));
      out()
          .println("Writing the next quarter's, for a retraining (docs/retraining.md), to " + next);
    }
    ModelRegistry registry = registry();
    if (registry.state().damage().isPresent()) {
      failed(List.of(registry.state().damage().get()));
      return false;
    }
    for (TrainingSetEntry set : check(spec).sets()) {
      set.exclusion().ifPresent(why -> failed("training set " + set.name() + ": " + why));
      boolean trained = registry.state().publication(set.name().version()).isPresent();
      if (set.exclusion().isEmpty() && !trained) {
        printChanges(set);
        if (!train(set.name())) {
          return false;
        }
      }
    }
    return true;
  }

  private TrainingSets.Listing check(ModelSpec spec) throws IOException {
    try (Progress progress = Progress.onStandardError()) {
      return new TrainingSetCheckJob(context(), progress).checkAll(spec);
    }
  }

  private boolean train(TrainingSetName set) throws IOException {
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
    TrainingRuns runs = home().trainingRuns();
    TrainingResult result;
    try (Progress progress = Progress.onStandardError()) {
      result =
          progress.isWanted()
              ? new TrainingRunJob(context(), runs, progress).run(runs.begin(request), request)
              : new TrainingResult.Cancelled();
    }
    return switch (result) {
      case TrainingResult.Rejected rejected -> {
        rejected.messages().forEach(this::failed);
        yield false;
      }
      case TrainingResult.Cancelled _ -> {
        failed("the training was cancelled; no version was published");
        yield false;
      }
      case TrainingResult.Registered registered -> {
        print(registered);
        yield true;
      }
    };
  }

  private void printChanges(TrainingSetEntry set) {
    if (set.profile() != null) {
      ChangeWording.of(set.profile().changes())
          .forEach(change -> out().println(set.name() + ": " + change));
    }
  }

  private void print(TrainingResult.Registered registered) {
    out()
        .println(
            "Trained %s, AUC as served %s; %s"
                .formatted(
                    registered.version().name(),
                    Figures.withInterval(
                        registered.version().evaluation().validationAsServed().auc()),
                    registered.publishing().message()));
    ComparisonResult comparison = registered.comparison();
    if (comparison != null) {
      comparison.lines().forEach(line -> out().println("  " + line));
    }
  }
}
