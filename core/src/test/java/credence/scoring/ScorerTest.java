package credence.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import credence.model.BooleanEncoding;
import credence.model.CategoryEncoding;
import credence.model.Encoding;
import credence.model.Feature.UnseenLevel;
import credence.model.Input;
import credence.model.LogisticModel;
import credence.model.NumberEncoding;
import credence.model.NumberEncoding.Standardisation;
import credence.model.Transformation.Clip;
import credence.model.ValueRule;
import credence.model.VersionName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ScorerTest {
  private static final LogisticModel EXERCISE =
      new LogisticModel(
          List.of(
              number("score_3", 425.0), number("score_4"), number("score_5"), number("score_6")),
          -0.0231457313628691,
          List.of(
              0.0018669929799431354,
              -0.02959287345719891,
              -0.12109229548465825,
              0.006422702645019008));

  @Nested
  class A_probability {
    @Test
    void isTheExercisesForTheExercisesExample() {
      assertThat(probability(EXERCISE, 480.0, 105.2, 0.8514, 94.2))
          .isCloseTo(0.14953678040809518, within(1e-10));
    }

    @Test
    void fillsAMissingValueByTheModelsOwnRule() {
      assertThat(probability(EXERCISE, Double.NaN, 99, 0.5, 94))
          .isEqualTo(probability(EXERCISE, 425, 99, 0.5, 94));
    }

    @Test
    void isTheSameAsEncodingFirstAndWeighingThen() {
      long seed = 20180407;
      System.out.println("seed " + seed);
      SplittableRandom random = new SplittableRandom(seed);
      for (int round = 0; round < 2_000; round++) {
        LogisticModel model = randomModel(random);
        double[] raw = new double[model.encodings().size()];
        for (int i = 0; i < raw.length; i++) {
          raw[i] = randomRaw(model.encodings().get(i), random);
        }
        double expected = 1 / (1 + Math.exp(-linear(model, raw)));
        assertThat(probability(model, raw)).isCloseTo(expected, within(1e-12));
      }
    }

    @Test
    void isTheSumOfTheContributionsAndTheInterceptAsLogOdds() {
      long seed = 20261130;
      System.out.println("seed " + seed);
      SplittableRandom random = new SplittableRandom(seed);
      for (int round = 0; round < 2_000; round++) {
        LogisticModel model = randomModel(random);
        Contributions contributions = Contributions.of(model);
        double[] raw = new double[model.encodings().size()];
        double logOdds = model.intercept();
        for (int i = 0; i < raw.length; i++) {
          raw[i] = randomRaw(model.encodings().get(i), random);
          logOdds += contributions.of(i, raw[i]);
        }
        double expected = 1 / (1 + Math.exp(-logOdds));
        assertThat(probability(model, raw)).isCloseTo(expected, within(1e-12));
      }
    }

    @Test
    void hasTheSameBitsWhenManyAreScoredAtOnce() {
      long seed = System.nanoTime();
      SplittableRandom random = new SplittableRandom(seed);
      for (int round = 0; round < 300; round++) {
        LogisticModel model = randomModel(random);
        int count = random.nextInt(1, 70);
        double[][] columns = new double[model.encodings().size()][count + 3];
        double[] expected = new double[count];
        for (int row = 0; row < count; row++) {
          double[] raw = new double[columns.length];
          for (int i = 0; i < raw.length; i++) {
            raw[i] = randomRaw(model.encodings().get(i), random);
            columns[i][row] = raw[i];
          }
          expected[row] = probability(model, raw);
        }
        double[] scored = new double[count + 3];
        Scorer.of(model, InputLayout.of(List.of(model))).probabilities(columns, count, scored);
        assertThat(Arrays.copyOf(scored, count)).as("seed %d", seed).isEqualTo(expected);
      }
    }

    @Test
    void staysIn0To1HoweverFarTheScoreGoes() {
      LogisticModel steep = new LogisticModel(List.of(number("x")), 0, List.of(1e300));
      assertThat(probability(steep, 1e300)).isEqualTo(1);
      assertThat(probability(steep, -1e300)).isEqualTo(0);
    }
  }

  @Nested
  class An_applicant_who_cannot_be_scored {
    private final LogisticModel model =
        new LogisticModel(
            List.of(
                number("age"),
                new NumberEncoding("income", 1.0, null, true, null),
                new CategoryEncoding("plan", null, List.of("a", "b"), UnseenLevel.REJECT),
                new BooleanEncoding("employed", null)),
            0,
            List.of(1.0, 1.0, 1.0, 1.0));
    private final InputLayout layout = InputLayout.of(List.of(model));
    private final Scorer scorer = Scorer.of(model, layout);
    private final FeatureVector applicant = new FeatureVector(layout.size());

    @Test
    void hasAnErrorForEachInvalidInput() {
      applicant.set(1, -3);
      applicant.set(2, Input.UNSEEN);
      applicant.setError(3, FeatureVector.SlotError.WRONG_VALUE);
      assertThat(scorer.probability(applicant)).isNaN();
      assertThat(scorer.errors(applicant))
          .extracting(error -> error.input() + ": " + error.expected())
          .containsExactly(
              "age: expected a finite number; this field must not be missing or null",
              "income: expected a number above 0, because its logarithm is taken",
              "plan: expected one of the levels that the model was trained on",
              "employed: expected true, false, 1 or 0");
    }

    @Test
    void hasAnErrorForANameThatDiffersByPunctuationEvenIfTheInputCouldBeFilled() {
      applicant.set(0, 30);
      applicant.setError(1, FeatureVector.SlotError.MISNAMED);
      applicant.set(2, 0);
      applicant.set(3, 1);
      LiveVersion version = new LiveVersion(new VersionName("v"), 0, scorer);
      assertThat(new Prediction().score(version, applicant, Prediction.Route.NAMED)).isFalse();
      assertThat(scorer.errors(applicant)).extracting(InputError::input).containsExactly("income");
    }

    @Test
    void isRejectedWhenTheWeightedSumLeavesTheRangeOfADouble() {
      LogisticModel opposed =
          new LogisticModel(List.of(number("x"), number("y")), 0, List.of(10.0, -10.0));
      FeatureVector extremes = vector(1e308, 1e308);
      Scorer opposedScorer = Scorer.of(opposed, InputLayout.of(List.of(opposed)));
      assertThat(opposedScorer.probability(extremes)).isNaN();
      assertThat(opposedScorer.errors(extremes)).hasSize(1);
    }

    @Test
    void isCleanAgainOnceTheVectorIsCleared() {
      applicant.setError(0, FeatureVector.SlotError.WRONG_VALUE);
      applicant.clear();
      assertThat(applicant.hasErrors()).isFalse();
      assertThat(applicant.errorOf(0)).isNull();
      assertThat(applicant.get(0)).isNaN();
    }
  }

  @Nested
  class Several_models_over_one_layout {
    @Test
    void shareASlotForTheSameInputAndHaveTheirOwnForAnotherType() {
      LogisticModel numbers = new LogisticModel(List.of(number("x")), 0, List.of(1.0));
      LogisticModel categories =
          new LogisticModel(
              List.of(
                  new CategoryEncoding("x", null, List.of("lo", "hi"), UnseenLevel.BASELINE),
                  number("y")),
              0,
              List.of(1.0, 1.0));
      InputLayout layout = InputLayout.of(List.of(numbers, numbers, categories));
      assertThat(layout.size()).isEqualTo(3);
      assertThat(layout.slotsOf("x")).hasSize(2);
      assertThat(layout.slotsOf("z")).isEmpty();
    }

    @Test
    void eachReadALevelByTheirOwnNumbering() {
      LogisticModel first = categories(List.of("a", "b", "c"), List.of(1.0, 2.0));
      LogisticModel second = categories(List.of("c", "d", "a"), List.of(10.0, 20.0));
      InputLayout layout = InputLayout.of(List.of(first, second));
      List<String> levels = layout.slots().getFirst().levels();
      assertThat(levels).containsExactly("a", "b", "c", "d");
      double[] expectedFirst = {0, 1, 2, 0};
      double[] expectedSecond = {20, 0, 0, 10};
      for (int level = 0; level < levels.size(); level++) {
        FeatureVector applicant = vector(level);
        assertThat(Scorer.of(first, layout).probability(applicant))
            .isEqualTo(sigmoid(expectedFirst[level]));
        assertThat(Scorer.of(second, layout).probability(applicant))
            .isEqualTo(sigmoid(expectedSecond[level]));
      }
    }

    private static LogisticModel categories(List<String> levels, List<Double> coefficients) {
      return new LogisticModel(
          List.of(new CategoryEncoding("plan", null, levels, UnseenLevel.BASELINE)),
          0,
          coefficients);
    }
  }

  private static NumberEncoding number(String name) {
    return new NumberEncoding(name, null, null, false, null);
  }

  private static NumberEncoding number(String name, double fill) {
    return new NumberEncoding(name, fill, null, false, null);
  }

  private static double sigmoid(double z) {
    return 1 / (1 + StrictMath.exp(-z));
  }

  private static FeatureVector vector(double... raw) {
    FeatureVector vector = new FeatureVector(raw.length);
    for (int i = 0; i < raw.length; i++) {
      vector.set(i, raw[i]);
    }
    return vector;
  }

  private static double probability(LogisticModel model, double... raw) {
    return Scorer.of(model, InputLayout.of(List.of(model))).probability(vector(raw));
  }

  private static double linear(LogisticModel model, double[] raw) {
    double[] columns = new double[model.coefficients().size()];
    int offset = 0;
    for (int i = 0; i < raw.length; i++) {
      model.encodings().get(i).encode(raw[i], columns, offset);
      offset += model.encodings().get(i).columns();
    }
    double z = model.intercept();
    for (int i = 0; i < columns.length; i++) {
      z += columns[i] * model.coefficients().get(i);
    }
    return z;
  }

  private static LogisticModel randomModel(SplittableRandom random) {
    List<Encoding> encodings = new ArrayList<>();
    for (int i = 0; i < random.nextInt(1, 8); i++) {
      String name = "x" + i;
      encodings.add(
          switch (random.nextInt(4)) {
            case 0 -> number(name, random.nextDouble(-3, 3));
            case 1 ->
                new NumberEncoding(
                    name, 2.0, new Clip(0.5, 4), true, new Standardisation(0.3, 1.7));
            case 2 -> new BooleanEncoding(name, random.nextBoolean());
            default ->
                new CategoryEncoding(name, "q", List.of("p", "q", "r", "s"), UnseenLevel.BASELINE);
          });
    }
    int columns = encodings.stream().mapToInt(Encoding::columns).sum();
    return new LogisticModel(
        encodings, random.nextDouble(-2, 2), random.doubles(columns, -2, 2).boxed().toList());
  }

  private static double randomRaw(Encoding encoding, SplittableRandom random) {
    if (random.nextInt(5) == 0) {
      return Double.NaN;
    }
    return switch (encoding.input(ValueRule.CANONICAL).type()) {
      case NUMBER -> random.nextDouble(-5, 5);
      case BOOLEAN -> random.nextInt(2);
      case CATEGORY -> random.nextInt(-1, 4);
    };
  }
}
