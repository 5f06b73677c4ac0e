package credence.http.admin;

import credence.files.TableFormat;
import credence.http.Exchange;
import credence.http.head.MediaTypes;
import credence.http.head.RequestHead;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.retraining.Retraining;
import credence.retraining.TrainingSetUpload;
import credence.run.TrainingSetEntry;
import credence.run.TrainingSetName;
import credence.run.TrainingSets;
import io.vertx.core.http.HttpMethod;
import java.util.Map;
import java.util.Optional;

/// `GET /training-sets`; `GET` and `PUT /training-sets/{name}`.
final class TrainingSetRoutes {
  private final Retraining retraining;
  private final AdminWorkers workers;

  TrainingSetRoutes(Retraining retraining, AdminWorkers workers) {
    this.retraining = retraining;
    this.workers = workers;
  }

  /// Lists the training sets.
  void list(Exchange exchange) {
    workers.answer(
        exchange,
        () -> {
          TrainingSets.Listing listing = retraining.sets();
          return Reply.ok(TrainingSetDocuments.list(listing));
        });
  }

  /// Shows or uploads a training set.
  void one(Exchange exchange, String text) {
    Optional<TrainingSetName> name = TrainingSetName.of(text);
    boolean put = exchange.request().method().equals(HttpMethod.PUT);
    if (name.isEmpty()) {
      exchange.problem(
          Problem.of(
              put ? ProblemType.INVALID_REQUEST : ProblemType.UNKNOWN_TRAINING_SET,
              TrainingSetName.fault(text).orElseGet(TrainingSetName::expected)));
    } else if (put) {
      upload(exchange, name.get(), TrainingSetName.format(text).orElse(TableFormat.PARQUET));
    } else {
      workers.answer(exchange, () -> reply(retraining.set(name.get())));
    }
  }

  private static Reply reply(Optional<TrainingSetEntry> set) {
    return set.map(found -> Reply.ok(TrainingSetDocuments.whole(found)))
        .orElseGet(
            () ->
                Reply.rejected(ProblemType.UNKNOWN_TRAINING_SET, "no training set has this name"));
  }

  /// @param format by the ending of the name in the path; parquet if it has none
  private void upload(Exchange exchange, TrainingSetName name, TableFormat format) {
    long bytesMax = retraining.settings().trainingSetBytesMax();
    Problem rejection = RequestHead.problem(exchange.request(), MediaTypes.JSON);
    if (rejection == null) {
      rejection = RequestHead.tooLong(exchange.request(), bytesMax);
    }
    if (rejection != null) {
      exchange.problem(rejection);
      return;
    }
    exchange.request().pause();
    workers.run(
        exchange,
        () -> retraining.upload(name, format),
        upload -> {
          UploadBody body =
              new UploadBody(exchange, workers, upload, bytesMax, outcome -> reply(name, outcome));
          if (exchange.isOver()) {
            body.abandoned();
          } else {
            exchange.body().read(body);
            exchange.request().resume();
          }
        },
        () -> exchange.request().resume());
  }

  private static Reply reply(TrainingSetName name, TrainingSetUpload.Outcome outcome) {
    String location = "/training-sets/" + name;
    return switch (outcome) {
      case STORED ->
          new Reply.Json(
              201, TrainingSetDocuments.upload(name, true), Map.of("Location", location));
      case UNCHANGED -> Reply.ok(TrainingSetDocuments.upload(name, false));
      case NAME_TAKEN ->
          Reply.rejected(
              ProblemType.NAME_TAKEN,
              name + " already exists with other content; choose another name");
    };
  }
}
