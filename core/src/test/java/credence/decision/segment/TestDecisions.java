package credence.decision.segment;

import static java.nio.charset.StandardCharsets.UTF_8;

import credence.decision.DecisionLog;
import credence.decision.DecisionNumber;
import credence.decision.DecisionRecords;
import credence.decision.DecisionSource;
import credence.decision.RequestOrigin;
import credence.model.LogisticModel;
import credence.model.NumberEncoding;
import credence.model.VersionName;
import credence.scoring.FeatureVector;
import credence.scoring.Prediction;
import credence.scoring.ServingPlan;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// Decisions of a model with one input, whose probability is chosen by its intercept.
final class TestDecisions {
  static final String HASH = "0123456789abcdef".repeat(4);
  static final DecisionSource SOURCE =
      new DecisionSource(17, List.of(new DecisionSource.Version(new VersionName("model_1"), HASH)));
  static final long MICROS = 1_764_547_200_123_456L;

  private TestDecisions() {}

  /// A prediction with the probability of a log-odds.
  static Prediction prediction(double logOdds) {
    LogisticModel model =
        new LogisticModel(
            List.of(new NumberEncoding("income", 0.0, null, false, null)), logOdds, List.of(1.0));
    ServingPlan plan =
        ServingPlan.of(
            List.of(new ServingPlan.Member(new VersionName("model_1"), model)), Map.of());
    Prediction prediction = new Prediction();
    FeatureVector applicant = new FeatureVector(plan.layout().size());
    applicant.set(0, 0);
    prediction.score(plan.versions().getFirst(), applicant, Prediction.Route.DEFAULT);
    return prediction;
  }

  /// Adds a record.
  ///
  /// @param id the literal of the applicant's id in the content
  static void add(
      DecisionRecords records,
      long number,
      String content,
      String id,
      RequestOrigin origin,
      Prediction prediction) {
    byte[] bytes = content.getBytes(UTF_8);
    int idFrom = content.substring(0, content.indexOf(id)).getBytes(UTF_8).length;
    records.begin(number, MICROS, SOURCE, origin);
    records.content(bytes, 0, bytes.length, idFrom, idFrom + id.getBytes(UTF_8).length);
    records.add(prediction);
    records.complete();
  }

  /// Appends records as an event loop does: they have the log's present segment.
  ///
  /// @param first the number of the first record in the segment
  /// @return whether they were logged
  static CompletableFuture<Boolean> append(DecisionLog log, long first, int count) {
    DecisionRecords records = new DecisionRecords();
    int segment = log.segment();
    for (int i = 0; i < count; i++) {
      long number = DecisionNumber.of(segment, first + i);
      String content = "{\"id\":" + (first + i) + ",\"income\":5}";
      add(records, number, content, "" + (first + i), RequestOrigin.NONE, prediction(-1));
    }
    CompletableFuture<Boolean> logged = new CompletableFuture<>();
    log.append(
        records,
        new DecisionLog.Completion() {
          @Override
          public void logged() {
            logged.complete(true);
          }

          @Override
          public void failed() {
            logged.complete(false);
          }
        });
    return logged;
  }
}
