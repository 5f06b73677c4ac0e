package credence.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credence.model.BooleanEncoding;
import credence.model.CategoryEncoding;
import credence.model.Encoding;
import credence.model.Feature.UnseenLevel;
import credence.model.Input;
import credence.model.LogisticModel;
import credence.model.NumberEncoding;
import credence.model.VersionName;
import credence.scoring.Prediction.Route;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A prediction")
class PredictionTest {
  private static final LogisticModel MODEL =
      new LogisticModel(
          List.of(
              new NumberEncoding("income", 0.0, null, false, null),
              new CategoryEncoding("plan", "a", List.of("a", "b"), UnseenLevel.BASELINE),
              new BooleanEncoding("owner", false),
              new NumberEncoding("age", null, null, false, null)),
          0,
          List.of(1.0, 2.0, 4.0, 0.0));

  /// Another model of the same plan, whose levels are registered first and in another order.
  private static final LogisticModel OTHER =
      new LogisticModel(
          List.of(new CategoryEncoding("plan", null, List.of("c", "b", "a"), UnseenLevel.REJECT)),
          0,
          List.of(1.0, 2.0));

  private final ServingPlan plan =
      ServingPlan.of(
          List.of(
              new ServingPlan.Member(new VersionName("other"), OTHER),
              new ServingPlan.Member(new VersionName("model"), MODEL)),
          Map.of());
  private final LiveVersion version = find("model");
  private final LiveVersion other = find("other");
  private final FeatureVector applicant = new FeatureVector(plan.layout().size());
  private final Prediction prediction = new Prediction();

  private LiveVersion find(String name) {
    LiveVersion found = plan.find(name);
    if (found == null) {
      throw new AssertionError("expected the version " + name);
    }
    return found;
  }

  private void set(String input, double raw) {
    applicant.set(plan.layout().slotsOf(input).getFirst().index(), raw);
  }

  private List<String> names(IntUnaryOperator next) {
    List<String> names = new ArrayList<>();
    for (int i = next.applyAsInt(0); i >= 0; i = next.applyAsInt(i + 1)) {
      names.add(prediction.inputName(i));
    }
    return names;
  }

  @Test
  @DisplayName("names its version and route")
  void route() {
    set("age", 30);
    assertThat(prediction.score(version, applicant, Route.CHALLENGER)).isTrue();
    assertThat(prediction.version()).isSameAs(version);
    assertThat(prediction.route()).isEqualTo(Route.CHALLENGER);
    assertThat(prediction.probability()).isEqualTo(0.5);
  }

  @Test
  @DisplayName("lists the imputed inputs, in the order of the spec")
  void imputed() {
    set("age", 30);
    set("plan", 1);
    prediction.score(version, applicant, Route.DEFAULT);
    assertThat(names(prediction::nextImputed)).containsExactly("income", "owner");
    assertThat(names(prediction::nextUnseen)).isEmpty();
  }

  @Test
  @DisplayName("lists the inputs with levels unseen in training, even if another model knows them")
  void unseen() {
    set("age", 30);
    set("plan", Input.UNSEEN);
    prediction.score(version, applicant, Route.DEFAULT);
    assertThat(names(prediction::nextUnseen)).containsExactly("plan");
    set("plan", plan.layout().slotsOf("plan").getFirst().levels().indexOf("c"));
    prediction.score(version, applicant, Route.DEFAULT);
    assertThat(names(prediction::nextUnseen)).containsExactly("plan");
    assertThat(prediction.probability()).isEqualTo(0.5);
  }

  @Test
  @DisplayName("is empty, with all errors, if the version cannot score the applicant")
  void rejected() {
    applicant.setError(
        plan.layout().slotsOf("income").getFirst().index(), FeatureVector.SlotError.WRONG_VALUE);
    assertThat(prediction.score(version, applicant, Route.DEFAULT)).isFalse();
    assertThat(prediction.isScored()).isFalse();
    assertThat(prediction.probability()).isNaN();
    assertThat(prediction.errorCount()).isEqualTo(2);
    assertThat(prediction.errors(10))
        .extracting(InputError::input)
        .containsExactly("income", "age");
    assertThat(prediction.errors(1)).hasSize(1);
    set("plan", 0);
    assertThat(prediction.score(other, applicant, Route.DEFAULT))
        .as("a version that does not read what is flawed")
        .isTrue();
  }

  @Test
  @DisplayName("lists inputs from any place on, and none that a scored applicant cannot lack")
  void fromAnyPlace() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 200; round++) {
      List<Encoding> inputs = new ArrayList<>();
      int size = random.nextInt(1, 12);
      for (int i = 0; i < size; i++) {
        inputs.add(encoding("input " + i, random));
      }
      LiveVersion live = alone(inputs);
      FeatureVector values = new FeatureVector(size);
      for (int repeat = 0; repeat < 3; repeat++) {
        fill(values, inputs, random);
        assertThat(prediction.score(live, values, Route.NAMED)).as("seed %d", seed).isTrue();
        for (int from : new int[] {0, random.nextInt(size + 1), 0, random.nextInt(size + 1)}) {
          assertThat(prediction.nextImputed(from))
              .as("seed %d", seed)
              .isEqualTo(next(from, size, i -> Double.isNaN(values.get(i))));
          assertThat(prediction.nextUnseen(from))
              .as("seed %d", seed)
              .isEqualTo(
                  next(
                      from,
                      size,
                      i ->
                          inputs.get(i) instanceof CategoryEncoding
                              && values.get(i) == Input.UNSEEN));
        }
      }
    }
  }

  private static Encoding encoding(String name, SplittableRandom random) {
    boolean fills = random.nextBoolean();
    return switch (random.nextInt(3)) {
      case 0 -> new NumberEncoding(name, fills ? 0.0 : null, null, false, null);
      case 1 -> new BooleanEncoding(name, fills ? false : null);
      default ->
          new CategoryEncoding(
              name,
              fills ? "a" : null,
              List.of("a", "b"),
              random.nextBoolean() ? UnseenLevel.BASELINE : UnseenLevel.REJECT);
    };
  }

  /// A version that is alone in its plan, so that its inputs are the slots.
  private static LiveVersion alone(List<Encoding> inputs) {
    LogisticModel model = new LogisticModel(inputs, 0, Collections.nCopies(inputs.size(), 0.5));
    VersionName name = new VersionName("alone");
    return ServingPlan.of(List.of(new ServingPlan.Member(name, model)), Map.of())
        .versions()
        .getFirst();
  }

  /// Sets values that the inputs accept, often missing or unseen.
  private static void fill(FeatureVector values, List<Encoding> inputs, SplittableRandom random) {
    values.clear();
    for (int i = 0; i < inputs.size(); i++) {
      double raw = random.nextInt(3) == 0 ? Double.NaN : random.nextInt(-1, 2);
      values.set(i, inputs.get(i).valueError(raw) == null ? raw : 1);
    }
  }

  private static int next(int from, int size, IntPredicate which) {
    return IntStream.range(from, size).filter(which).findFirst().orElse(-1);
  }

  @Test
  @DisplayName("is the scorer's own, to the bit, however often it is used again")
  void again() {
    long seed = System.nanoTime();
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 1_000; round++) {
      applicant.clear();
      set("age", random.nextDouble(18, 90));
      set("plan", random.nextInt(-1, 3));
      if (random.nextBoolean()) {
        set("income", random.nextDouble(-9, 9));
      }
      LiveVersion asked = random.nextBoolean() ? version : other;
      prediction.score(asked, applicant, Route.NAMED);
      assertThat(Double.doubleToRawLongBits(prediction.probability()))
          .as("seed %d", seed)
          .isEqualTo(Double.doubleToRawLongBits(asked.scorer().probability(applicant)));
    }
  }

  @Test
  @DisplayName("has no version before an applicant is scored")
  void unused() {
    assertThatThrownBy(() -> new Prediction().version()).isInstanceOf(NullPointerException.class);
  }
}
