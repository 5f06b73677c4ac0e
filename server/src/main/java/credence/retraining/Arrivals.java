package credence.retraining;

import static credence.logging.Field.field;

import credence.logging.EventLog;
import credence.logging.LogEvent;
import credence.registry.ModelRegistry;
import credence.run.TrainingRunRequest;
import credence.run.TrainingSetEntry;
import credence.run.TrainingSetName;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Requests a training run for each new training set, if the settings say so. Used by only one
/// thread.
final class Arrivals {
  /// The author of the requests.
  private static final String AUTHOR = "credence";

  private final ModelRegistry registry;
  private final RetrainingSettings settings;
  private final EventLog log;
  private final InstantSource clock;
  private final Map<TrainingSetName, TrainingRunRequest> requests = new TreeMap<>();

  Arrivals(ModelRegistry registry, RetrainingSettings settings, EventLog log, InstantSource clock) {
    this.registry = registry;
    this.settings = settings;
    this.log = log;
    this.clock = clock;
  }

  /// Receives requests for training runs.
  @FunctionalInterface
  interface Queue {
    /// Submits a request.
    Submission.OfNew submit(TrainingRunRequest request) throws IOException;
  }

  /// Adds a new set, unless a version of its name exists.
  void add(TrainingSetEntry set) {
    boolean known = registry.state().publication(set.name().version()).isPresent();
    if (!settings.trainOnArrival() || known) {
      return;
    }
    TrainingRunRequest request =
        new TrainingRunRequest(
            set.name().version(),
            List.of(),
            false,
            null,
            AUTHOR,
            "arrival of " + set.name(),
            clock.instant(),
            null);
    requests.put(set.name(), request);
  }

  /// Submits the requests. One that fails because of the disk is submitted again by the next call.
  void submit(Queue queue) throws IOException {
    for (Map.Entry<TrainingSetName, TrainingRunRequest> arrival : Map.copyOf(requests).entrySet()) {
      String obstacle =
          switch (queue.submit(arrival.getValue())) {
            case Submission.Accepted _ -> null;
            case Submission.QueueFull full -> full.waiting() + " training runs are waiting already";
            case Submission.Unavailable unavailable -> unavailable.reason();
            case Submission.Repeated _, Submission.KeyReused _ ->
                throw new IllegalStateException("a request without a key was repeated");
          };
      if (obstacle != null) {
        log.log(
            LogEvent.TRAINING_RUN_NOT_QUEUED,
            field("set", arrival.getKey()),
            field("message", obstacle));
      }
      requests.remove(arrival.getKey());
    }
  }
}
