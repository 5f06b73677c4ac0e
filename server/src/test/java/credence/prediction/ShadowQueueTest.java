package credence.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credence.decision.DecisionSource;
import credence.model.LogisticModel;
import credence.model.NumberEncoding;
import credence.model.VersionName;
import credence.scoring.FeatureVector;
import credence.scoring.LiveVersion;
import credence.scoring.Prediction;
import credence.scoring.ServingPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A queue of applicants for the shadows")
class ShadowQueueTest {
  private static final DecisionSource SOURCE = new DecisionSource(1, List.of());

  private final ServingPlan plan =
      ServingPlan.of(List.of(member("a", "x"), member("b", "x"), member("c", "y")), Map.of());
  private final LiveVersion a = plan.versions().get(0);
  private final LiveVersion b = plan.versions().get(1);
  private final LiveVersion c = plan.versions().get(2);
  private final PredictionCounts counts = new PredictionCounts();
  private final ShadowQueue queue =
      new ShadowQueue(SOURCE, plan.layout().size(), new PlanCounts(plan, counts), 1 << 20);
  private final FeatureVector applicant = new FeatureVector(plan.layout().size());
  private final List<String> predicted = new ArrayList<>();
  private final List<Long> decided = new ArrayList<>();
  private long decisions;

  private static ServingPlan.Member member(String name, String input) {
    return new ServingPlan.Member(
        new VersionName(name),
        new LogisticModel(
            List.of(new NumberEncoding(input, null, null, false, null)), 0, List.of(1.0)));
  }

  private void add(double x, LiveVersion answered) {
    applicant.clear();
    applicant.set(plan.layout().slotsOf("x").getFirst().index(), x);
    queue.add(List.of(a, b, c), applicant, answered, ++decisions);
  }

  private void take(long decision, DecisionSource source, Prediction prediction) {
    assertThat(source).isSameAs(SOURCE);
    decided.add(decision);
    predicted.add(
        prediction.version().name().text()
            + (prediction.isScored() ? " predicted " + prediction.probability() : " refused"));
  }

  private void scoreAll() {
    while (queue.scoreSome(this::take)) {
      assertThat(queue.begin()).isFalse();
    }
  }

  private Map<String, Long> predictions() {
    Map<String, Long> all = new HashMap<>();
    counts.forEachShadow(all::put);
    return all;
  }

  @Test
  void scoresEachByEveryShadowThatDidNotAnswerItselfAndCountsThoseThatCannot() {
    add(1, a);
    add(2, b);
    add(3, b);
    applicant.clear();
    assertThat(queue.begin()).isTrue();
    scoreAll();
    assertThat(predictions()).containsExactlyInAnyOrderEntriesOf(Map.of("a", 2L, "b", 1L));
    Map<String, Long> refusals = new HashMap<>();
    counts.forEachShadowRejection(refusals::put);
    assertThat(refusals).containsExactlyEntriesOf(Map.of("c", 3L));
    assertThat(decided)
        .as("each prediction names its decision")
        .containsExactly(1L, 1L, 2L, 2L, 3L, 3L);
  }

  @Test
  @DisplayName("returns the predictions of each shadow, in order")
  void handsOver() {
    add(0, a);
    add(0, b);
    scoreAll();
    assertThat(predicted)
        .containsExactly("b predicted 0.5", "c refused", "a predicted 0.5", "c refused");
  }

  @Test
  void isStartedOnceAndOnlyWhileApplicantsWait() {
    assertThat(queue.begin()).isFalse();
    add(1, a);
    assertThat(queue.begin()).isTrue();
    assertThat(queue.begin()).isFalse();
    scoreAll();
    assertThat(queue.begin()).isFalse();
    add(1, a);
    assertThat(queue.begin()).isTrue();
  }

  @Test
  void dropsAndCountsWhatDoesNotFitAndTakesMoreWhenThereIsRoomAgain() {
    for (int round = 1; round <= 3; round++) {
      for (int i = 0; i < ShadowQueue.APPLICANTS_MAX + 7; i++) {
        add(i, a);
      }
      assertThat(counts.shadowsDropped().get()).isEqualTo(7L * round);
      scoreAll();
      assertThat(predictions()).containsEntry("b", (long) round * ShadowQueue.APPLICANTS_MAX);
    }
  }

  @Test
  void keepsAnErrorThatItsShadowWouldSee() {
    applicant.setError(
        plan.layout().slotsOf("x").getFirst().index(), FeatureVector.SlotError.WRONG_VALUE);
    queue.add(List.of(a), applicant, c, ++decisions);
    add(1, c);
    scoreAll();
    Map<String, Long> refusals = new HashMap<>();
    counts.forEachShadowRejection(refusals::put);
    assertThat(refusals).containsEntry("a", 1L);
  }

  @Test
  void isNotSilencedByAShadowThatFails() {
    ShadowQueue narrow = // Has no room for what c reads.
        new ShadowQueue(SOURCE, 1, new PlanCounts(plan, counts), 1 << 20);
    FeatureVector x = new FeatureVector(1);
    x.set(0, 1);
    for (long applicants = 1; applicants <= 3; applicants++) {
      narrow.add(List.of(c, a, b), x, a, ++decisions);
      assertThat(narrow.begin()).isTrue();
      assertThatThrownBy(() -> narrow.scoreSome(this::take))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(predictions()).containsExactlyEntriesOf(Map.of("b", applicants));
    }
    Map<String, Long> refusals = new HashMap<>();
    counts.forEachShadowRejection(refusals::put);
    assertThat(refusals).containsExactlyEntriesOf(Map.of("c", 3L));
  }
}
