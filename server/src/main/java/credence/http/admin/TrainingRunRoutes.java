package credence.http.admin;

import credence.http.Exchange;
import credence.http.head.MediaTypes;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.model.LocatedError;
import credence.retraining.CancelOutcome;
import credence.retraining.Retraining;
import credence.retraining.Submission;
import credence.run.TrainingRunEntry;
import credence.run.TrainingRunRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `GET` and `POST /training-runs`; `GET` and `DELETE /training-runs/{id}`; `POST
/// /training-runs/{id}/restart`.
final class TrainingRunRoutes {
  private static final int KEY_CHARACTERS_MAX = 128;
  private static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private final Retraining retraining;
  private final AdminWorkers workers;
  private final RunEvents events;
  private final InstantSource clock;

  TrainingRunRoutes(Retraining retraining, AdminWorkers workers, InstantSource clock) {
    this.retraining = retraining;
    this.workers = workers;
    this.clock = clock;
    events = new RunEvents(retraining, workers);
  }

  /// Lists the training runs or creates one.
  void all(Exchange exchange) {
    if (exchange.request().method().equals(HttpMethod.POST)) {
      create(exchange);
    } else {
      workers.answer(
          exchange,
          () ->
              Reply.ok(TrainingRunDocuments.list(retraining.runListing(), retraining.ownsQueue())));
    }
  }

  /// Shows, follows or cancels a training run.
  void one(Exchange exchange, String id) {
    if (exchange.request().method().equals(HttpMethod.DELETE)) {
      workers.answer(exchange, () -> cancel(id));
    } else if (MediaTypes.prefersEvents(exchange.request().getHeader(HttpHeaders.ACCEPT))) {
      events.stream(exchange, id);
    } else {
      workers.answer(
          exchange,
          () -> retraining.run(id).map(run -> reply(200, run)).orElseGet(() -> notFound(id)));
    }
  }

  /// Restarts an interrupted training run.
  void restart(Exchange exchange, String id) {
    workers.answer(exchange, () -> restart(id, exchange.caller()));
  }

  private void create(Exchange exchange) {
    String key = exchange.request().getHeader(IDEMPOTENCY_KEY);
    if (key != null && !isKey(key)) {
      exchange.problem(
          Problem.of(
              ProblemType.INVALID_REQUEST,
              "expected an Idempotency-Key of 1 to " + KEY_CHARACTERS_MAX + " visible characters"));
    } else {
      RequestObject.read(exchange, workers, object -> submit(object, exchange.caller(), key));
    }
  }

  private static boolean isKey(String key) {
    return !key.isEmpty()
        && key.length() <= KEY_CHARACTERS_MAX
        && key.chars().allMatch(c -> c > ' ' && c < 0x7f);
  }

  private Reply submit(RequestObject object, String author, @Nullable String key)
      throws IOException {
    TrainingRunRequest request =
        TrainingRunForm.read(object, retraining.sets(), author, key, clock.instant());
    Problem problem = object.problem();
    if (problem != null) {
      return new Reply.Rejected(problem, Map.of());
    }
    return switch (retraining.submit(request)) {
      case Submission.Accepted accepted -> accepted(accepted.id());
      case Submission.Repeated repeated -> accepted(repeated.id());
      case Submission.KeyReused _ ->
          Reply.rejected(
              ProblemType.IDEMPOTENCY_KEY_REUSED,
              "the key was used for a different request; expected the same request or a new key");
      case Submission.QueueFull full -> queueFull(full);
      case Submission.Unavailable unavailable ->
          Reply.rejected(ProblemType.RUNS_ELSEWHERE, unavailable.reason());
    };
  }

  private Reply accepted(String id) throws IOException {
    return retraining.run(id).map(run -> reply(202, run)).orElseGet(TrainingRunRoutes::unknown);
  }

  private Reply cancel(String id) throws IOException {
    return switch (retraining.cancel(id)) {
      case CancelOutcome.Cancelled _ -> accepted(id);
      case CancelOutcome.AlreadyEnded _ ->
          Reply.rejected(
              ProblemType.RUN_ENDED, "the training run ended before it could be cancelled");
      case CancelOutcome.Unknown _ -> unknown();
      case CancelOutcome.Unavailable unavailable ->
          Reply.rejected(ProblemType.RUNS_ELSEWHERE, unavailable.reason());
    };
  }

  private Reply restart(String id, String author) throws IOException {
    return switch (retraining.restart(id, author)) {
      case Submission.Accepted accepted -> accepted(accepted.id());
      case Submission.NotInterrupted not ->
          Reply.rejected(
              ProblemType.RUN_NOT_INTERRUPTED,
              "the run's state is "
                  + not.state().name().toLowerCase(Locale.ROOT)
                  + "; only interrupted runs can be restarted");
      case Submission.Unknown _ -> unknown();
      case Submission.QueueFull full -> queueFull(full);
      case Submission.Unavailable unavailable ->
          Reply.rejected(ProblemType.RUNS_ELSEWHERE, unavailable.reason());
    };
  }

  private static Reply queueFull(Submission.QueueFull full) {
    return Reply.rejected(
        ProblemType.OVERLOADED,
        full.waiting() + " training runs are already waiting; try again later");
  }

  private static Reply reply(int status, TrainingRunEntry run) {
    return new Reply.Json(
        status,
        TrainingRunDocuments.whole(run),
        status == 202 ? Map.of("Location", "/training-runs/" + run.id()) : Map.of());
  }

  /// The reply if a training run does not exist or its request cannot be read.
  private Reply notFound(String id) {
    List<LocatedError> damaged = retraining.damaged(id);
    return damaged.isEmpty()
        ? unknown()
        : Reply.rejected(ProblemType.STORAGE_UNAVAILABLE, damaged.getFirst().message());
  }

  /// The reply if a training run does not exist.
  static Reply unknown() {
    return Reply.rejected(ProblemType.UNKNOWN_TRAINING_RUN, "no training run has this id");
  }
}
