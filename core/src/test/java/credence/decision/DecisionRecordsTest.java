package credence.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credence.model.LogisticModel;
import credence.model.NumberEncoding;
import credence.model.VersionName;
import credence.scoring.FeatureVector;
import credence.scoring.Prediction;
import credence.scoring.ServingPlan;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Records of decisions")
class DecisionRecordsTest {
  private static final VersionName NAME = new VersionName("training_set_2014_09_10");
  private static final DecisionSource SOURCE =
      new DecisionSource(17, List.of(new DecisionSource.Version(NAME, "a".repeat(64))));
  private final DecisionRecords records = new DecisionRecords();

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private String content(int record) {
    int from = records.contentFrom(record);
    return new String(records.content(), from, records.contentTo(record) - from, UTF_8);
  }

  private void decide(long number, String content, Prediction... predictions) {
    records.begin(number, number, SOURCE, RequestOrigin.NONE);
    records.content(bytes("<" + content + ">"), 1, content.length() + 1, 1, 1);
    for (Prediction prediction : predictions) {
      records.add(prediction);
    }
  }

  private static Prediction prediction(double intercept, Prediction.Route route) {
    LogisticModel model =
        new LogisticModel(
            List.of(new NumberEncoding("income", 0.0, null, false, null)), intercept, List.of(1.0));
    ServingPlan plan = ServingPlan.of(List.of(new ServingPlan.Member(NAME, model)), Map.of());
    Prediction prediction = new Prediction();
    prediction.score(plan.versions().getFirst(), new FeatureVector(plan.layout().size()), route);
    return prediction;
  }

  @Test
  @DisplayName("contain the content as received and each version's probability, in order")
  void inOrder() {
    Prediction first = prediction(0.5, Prediction.Route.DEFAULT);
    Prediction second = prediction(-1, Prediction.Route.NAMED);
    for (int i = 0; i < 100; i++) {
      decide(i + 7, "{\"id\":" + i + "}", first, second);
      assertThat(records.complete()).isPositive();
    }
    assertThat(records.size()).isEqualTo(100);
    for (int i = 0; i < 100; i++) {
      assertThat(records.number(i)).isEqualTo(i + 7);
      assertThat(content(i)).isEqualTo("{\"id\":" + i + "}");
      assertThat(records.isSupplement(i)).isFalse();
      int prediction = records.predictionsFrom(i);
      assertThat(records.predictionsTo(i)).isEqualTo(prediction + 2);
      assertThat(records.source(i).versions().get(records.version(prediction)).name())
          .isEqualTo(NAME);
      assertThat(records.route(prediction)).isEqualTo(Prediction.Route.DEFAULT);
      assertThat(records.probability(prediction)).isEqualTo(first.probability());
      assertThat(records.route(prediction + 1)).isEqualTo(Prediction.Route.NAMED);
      assertThat(records.probability(prediction + 1)).isEqualTo(second.probability());
    }
  }

  @Test
  @DisplayName("discard what was not completed")
  void rolledBack() {
    Prediction prediction = prediction(0.5, Prediction.Route.DEFAULT);
    decide(1, "first", prediction);
    records.complete();
    decide(2, "of an answer that failed", prediction, prediction);
    decide(3, "second", prediction);
    records.complete();
    assertThat(records.complete()).as("nothing was begun").isZero();
    decide(4, "of another that failed", prediction);
    assertThat(records.size()).isEqualTo(2);
    assertThat(content(1)).isEqualTo("second");
    assertThat(records.number(1)).isEqualTo(3);
    assertThat(records.predictionsTo(1) - records.predictionsFrom(1)).isEqualTo(1);
    records.clear();
    assertThat(records.complete()).isZero();
    assertThat(records.size()).isZero();
  }

  @Test
  @DisplayName("supplement an earlier decision by its number, without content")
  void supplement() {
    records.begin(5, 1_000_000, SOURCE, RequestOrigin.NONE);
    records.add(prediction(0.5, Prediction.Route.SHADOW));
    records.complete();
    assertThat(records.isSupplement(0)).isTrue();
    assertThat(records.number(0)).isEqualTo(5);
    assertThat(records.route(0)).isEqualTo(Prediction.Route.SHADOW);
  }
}
