package credence.benchmarks.inputs;

import credence.model.Encoding;
import credence.model.LogisticModel;
import credence.model.NumberEncoding;
import credence.model.VersionName;
import credence.scoring.ServingPlan;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// The exercise's model, its example, and others like them.
public final class ExampleModels {
  /// The exercise's example request.
  public static final String EXAMPLE =
      "{\"id\":\"8db4206f-8878-174d-7a23-dd2c4f4ef5a0\",\"score_3\":480.0,\"score_4\":105.2,"
          + "\"score_5\":0.8514,\"score_6\":94.2,\"income\":50000}";

  /// The answer to it.
  public static final String ANSWER =
      "{\"id\":\"8db4206f-8878-174d-7a23-dd2c4f4ef5a0\",\"prediction\":0.1495}";

  private static final LocalDate FIRST_DATE = LocalDate.of(2014, 9, 10);

  private ExampleModels() {}

  /// The exercise's model, as LIBLINEAR fitted it.
  public static LogisticModel exercise() {
    return retrained(0);
  }

  /// The exercise's model after some retrainings: the same inputs, coefficients that differ a
  /// little.
  ///
  /// @param retraining how many there have been; 0: none, the exercise's own
  public static LogisticModel retrained(int retraining) {
    double factor = 1 + retraining * 1e-3;
    return new LogisticModel(
        List.of(number("score_3", 425.0), number("score_4"), number("score_5"), number("score_6")),
        -0.0231457313628691,
        List.of(
            0.0018669929799431354 * factor,
            -0.02959287345719891 * factor,
            -0.12109229548465825 * factor,
            0.006422702645019008 * factor));
  }

  /// A model of many number inputs, `x_0` and so on.
  public static LogisticModel wide(int inputs) {
    SplittableRandom random = new SplittableRandom(inputs);
    List<Encoding> encodings = new ArrayList<>();
    List<Double> coefficients = new ArrayList<>();
    for (int i = 0; i < inputs; i++) {
      encodings.add(number("x_" + i));
      coefficients.add(random.nextDouble(-0.1, 0.1));
    }
    return new LogisticModel(encodings, -1.5, coefficients);
  }

  /// The name of a version of the exercise's model, dated a month after the one before.
  public static VersionName name(int retraining) {
    return new VersionName(
        "training_set_" + FIRST_DATE.plusMonths(retraining).toString().replace('-', '_'));
  }

  /// A plan with the exercise's model and its retrainings; the first is champion.
  public static ServingPlan plan(int versions) {
    List<ServingPlan.Member> members = new ArrayList<>();
    for (int i = 0; i < versions; i++) {
      members.add(new ServingPlan.Member(name(i), retrained(i)));
    }
    return ServingPlan.of(members, Map.of("champion", name(0)));
  }

  /// The example request's bytes.
  public static byte[] exampleBytes() {
    return EXAMPLE.getBytes(StandardCharsets.UTF_8);
  }

  private static NumberEncoding number(String name, double fill) {
    return new NumberEncoding(name, fill, null, false, null);
  }

  private static NumberEncoding number(String name) {
    return new NumberEncoding(name, null, null, false, null);
  }
}
