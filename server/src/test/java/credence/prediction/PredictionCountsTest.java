package credence.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import credence.model.CategoryEncoding;
import credence.model.Feature.UnseenLevel;
import credence.model.Input;
import credence.model.LogisticModel;
import credence.model.VersionName;
import credence.scoring.FeatureVector;
import credence.scoring.LiveVersion;
import credence.scoring.Prediction.Route;
import credence.scoring.ServingPlan;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The counts of levels unseen in training")
class PredictionCountsTest {
  private final PredictionCounts counts = new PredictionCounts();

  private static ServingState state(String... versions) {
    ServingPlan plan =
        ServingPlan.of(
            Stream.of(versions)
                .map(name -> new ServingPlan.Member(new VersionName(name), model()))
                .toList(),
            Map.of());
    return ServingState.notReady(plan, List.of(), VersionMemory.NONE, 0, "a test");
  }

  private static LogisticModel model() {
    return new LogisticModel(
        List.of(new CategoryEncoding("plan", null, List.of("a", "b"), UnseenLevel.BASELINE)),
        0,
        List.of(1.0));
  }

  private static void predict(Predictor predictor, ServingState state, String name) {
    LiveVersion version = Objects.requireNonNull(state.plan().find(name));
    FeatureVector applicant = new FeatureVector(state.plan().layout().size());
    applicant.set(0, Input.UNSEEN);
    assertThat(predictor.predict(version, applicant, Route.NAMED).isScored()).isTrue();
  }

  private Map<String, Long> counted() {
    Map<String, Long> all = new TreeMap<>();
    counts.forEachUnseenLevel((version, input, count) -> all.put(version + "/" + input, count));
    return all;
  }

  @Test
  @DisplayName("are kept while the next state is prepared, and continue in it")
  void kept() {
    ServingState first = state("gone", "stays");
    Predictor current = new Predictor(first, counts);
    predict(current, first, "gone");
    predict(current, first, "stays");
    ServingState second = state("new", "stays");
    Predictor next = new Predictor(second, counts);
    assertThat(counted()).containsExactly(Map.entry("gone/plan", 1L), Map.entry("stays/plan", 1L));
    predict(current, first, "gone");
    counts.keepUnseenLevelsOf(second.plan().names());
    predict(next, second, "stays");
    assertThat(counted()).containsExactly(Map.entry("stays/plan", 2L));
  }

  @Test
  @DisplayName("are dropped with their version")
  void dropped() {
    ServingState state = state("a", "b");
    Predictor predictor = new Predictor(state, counts);
    predict(predictor, state, "a");
    predict(predictor, state, "b");
    counts.keepUnseenLevelsOf(Set.of("b", "c"));
    assertThat(counted()).containsExactly(Map.entry("b/plan", 1L));
  }
}
