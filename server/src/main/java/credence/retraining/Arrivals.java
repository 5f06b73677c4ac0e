package credence.retraining;

import static credence.logging.Field.field;

import credence.logging.EventLog;
import credence.registry.ModelRegistry;
import credence.run.TrainingRunRequest;
import credence.run.TrainingSetEntry;
import credence.run.TrainingSetName;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The training sets that have arrived and that no run has been requested for yet, if a run is to
/// be requested for each. Only one thread uses it.
final class Arrivals {
  /// The author of these requests.
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

  /// Takes requests for training runs.
  @FunctionalInterface
  interface Queue {
    /// Takes a request.
    Submission.OfNew submit(TrainingRunRequest request) throws IOException;
  }

  /// Notes a set that has arrived, unless there is a version of its name.
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

  /// Requests the runs. What the disk does not permit now is requested the next time.
  void submit(Queue queue) throws IOException {
    for (Map.Entry<TrainingSetName, TrainingRunRequest> arrival : Map.copyOf(requests).entrySet()) {
      if (!(queue.submit(arrival.getValue()) instanceof Submission.Accepted)) {
        log.warning("training-run-not-queued", field("set", arrival.getKey()));
      }
      requests.remove(arrival.getKey());
    }
  }
}
