package credence.wire;

import credence.model.BooleanEncoding;
import credence.model.CategoryEncoding;
import credence.model.Encoding;
import credence.model.Feature;
import credence.model.LogisticModel;
import credence.model.NumberEncoding;
import credence.model.ValueRule;
import credence.scoring.InputLayout;
import java.util.Collections;
import java.util.List;

/// Models and layouts for tests of readers.
final class Layouts {
  /// The exercise's example, as a client sends it.
  static final String EXAMPLE =
      "{\"id\":\"8db4206f-8878-174d-7a23-dd2c4f4ef5a0\",\"score_3\":480.0,\"score_4\":105.2,"
          + "\"score_5\":0.8514,\"score_6\":94.2,\"income\":50000}";

  private Layouts() {}

  /// The exercise's four inputs, `score_3` with a rule for missing values.
  static LogisticModel exercise() {
    return new LogisticModel(
        List.of(number("score_3", 425.0), number("score_4"), number("score_5"), number("score_6")),
        -0.01,
        List.of(-0.0036, -0.0296, 0.5, 0.02));
  }

  /// Each type, a field that models read as each type by each rule, and names that need care.
  static InputLayout mixed() {
    return InputLayout.of(
        List.of(
            model(number("amount", 1.0), bool("owner"), category("region", "north", "süd", "5")),
            model(number("any"), number("a/b~c"), number("größe"), number("near_name")),
            model(bool("any"), number("NearName"), number("_")),
            model(category("any", "true", "5", "-0", "", "1e5", "0", "100000", "0.5", "1.0E22")),
            literal(bool("any")),
            literal(category("any", "true", "5", "-0", "", "1e5"))));
  }

  /// Each type, without similar names.
  static InputLayout withoutNearNames() {
    return InputLayout.of(
        List.of(
            model(number("amount", 1.0), bool("owner"), category("region", "north", "süd", "5")),
            model(number("any"), number("a/b~c")),
            model(bool("any")),
            model(category("any", "true", "5", "-0", "", "1e5")),
            model(category("_", "5", "0", "true", "-73517351"), bool("NearName")),
            literal(category("_", "5", "north", "-0", "true"), category("income", "5", "true"))));
  }

  private static LogisticModel model(Encoding... encodings) {
    return model(ValueRule.CANONICAL, encodings);
  }

  /// A model of an earlier build.
  private static LogisticModel literal(Encoding... encodings) {
    return model(ValueRule.LITERAL, encodings);
  }

  private static LogisticModel model(ValueRule rule, Encoding... encodings) {
    List<Encoding> inputs = List.of(encodings);
    int columns = inputs.stream().mapToInt(Encoding::columns).sum();
    return new LogisticModel(rule, inputs, 0, Collections.nCopies(columns, 0.25));
  }

  private static NumberEncoding number(String name) {
    return new NumberEncoding(name, null, null, false, null);
  }

  private static NumberEncoding number(String name, double fill) {
    return new NumberEncoding(name, fill, null, false, null);
  }

  private static BooleanEncoding bool(String name) {
    return new BooleanEncoding(name, null);
  }

  private static CategoryEncoding category(String name, String... levels) {
    return new CategoryEncoding(name, null, List.of(levels), Feature.UnseenLevel.BASELINE);
  }
}
