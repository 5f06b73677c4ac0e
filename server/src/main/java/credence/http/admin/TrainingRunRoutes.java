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

/// `GET` and `POST /training-runs`, of one of them `GET` and `DELETE`, and its restart.
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

  /// Lists the runs, or takes a request for one.
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

  /// Tells how far a run is, once or as it goes on, or gives it up.
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

  /// Starts a run again that was interrupted.
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
              "expected the request that came with this key before, or a new key");
      case Submission.QueueFull full -> queueFull(full);
      case Submission.NotHere not -> Reply.rejected(ProblemType.RUNS_ELSEWHERE, not.obstacle());
    };
  }

  private Reply accepted(String id) throws IOException {
    return retraining.run(id).map(run -> reply(202, run)).orElseGet(TrainingRunRoutes::unknown);
  }

  private Reply cancel(String id) throws IOException {
    return switch (retraining.cancel(id)) {
      case CancelOutcome.Cancelled _ -> accepted(id);
      case CancelOutcome.TooLate _ ->
          Reply.rejected(ProblemType.RUN_ENDED, "the run had ended before it could be cancelled");
      case CancelOutcome.Unknown _ -> unknown();
      case CancelOutcome.NotHere not -> Reply.rejected(ProblemType.RUNS_ELSEWHERE, not.obstacle());
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
                  + "; only one that was interrupted can be started again");
      case Submission.Unknown _ -> unknown();
      case Submission.QueueFull full -> queueFull(full);
      case Submission.NotHere not -> Reply.rejected(ProblemType.RUNS_ELSEWHERE, not.obstacle());
    };
  }

  private static Reply queueFull(Submission.QueueFull full) {
    return Reply.rejected(
        ProblemType.OVERLOADED, full.waiting() + " training runs wait already; try later");
  }

  private static Reply reply(int status, TrainingRunEntry run) {
    return new Reply.Json(
        status,
        TrainingRunDocuments.whole(run),
        status == 202 ? Map.of("Location", "/training-runs/" + run.id()) : Map.of());
  }

  /// The answer that there is no such run, or that nobody can say what it was asked to do.
  private Reply notFound(String id) {
    List<LocatedError> damaged = retraining.damaged(id);
    return damaged.isEmpty()
        ? unknown()
        : Reply.rejected(ProblemType.STORAGE_UNAVAILABLE, damaged.getFirst().message());
  }

  /// The answer that there is no such run.
  static Reply unknown() {
    return Reply.rejected(ProblemType.UNKNOWN_TRAINING_RUN, "there is no training run of this id");
  }
}
