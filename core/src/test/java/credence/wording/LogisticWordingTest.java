package credence.wording;

import static org.assertj.core.api.Assertions.assertThat;

import credence.document.SpecDocument;
import credence.model.BooleanEncoding;
import credence.model.CategoryEncoding;
import credence.model.Feature;
import credence.model.LogisticModel;
import credence.model.ModelSpec;
import credence.model.ModelSpec.Algorithm.LogisticRegression;
import credence.model.ModelSpec.SolverKind;
import credence.model.NumberEncoding;
import credence.model.StandardErrors;
import credence.model.Transformation;
import credence.wording.ModelWording.Row;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Logistic regression is described")
class LogisticWordingTest {
  private static final ModelSpec SPEC = SpecDocument.byDefault().spec();
  private static final LogisticModel MODEL =
      new LogisticModel(
          List.of(
              new NumberEncoding(
                  "income",
                  1.5,
                  new Transformation.Clip(1, 1e6),
                  true,
                  new NumberEncoding.Standardisation(10, 0.5)),
              new BooleanEncoding("employed", false),
              new CategoryEncoding(
                  "plan", "gold", List.of("gold", "silver"), Feature.UnseenLevel.REJECT)),
          -0.25,
          List.of(0.1, 1.0 / 3, -2e-9));

  private static ModelWording described(boolean penalised, @Nullable StandardErrors errors) {
    LogisticRegression algorithm =
        new LogisticRegression(SolverKind.NEWTON, 0.5, penalised, 1e-4, 100);
    return LogisticWording.of(
        MODEL,
        errors,
        SPEC,
        LogisticWording.algorithm(algorithm),
        LogisticWording.limitations(algorithm, SPEC));
  }

  @Test
  @DisplayName("by its coefficients, each with its error and its term")
  void rows() {
    ModelWording model = described(false, new StandardErrors(0.125, List.of(0.01, 0.1, 1e-9)));
    assertThat(model.hasErrors()).isTrue();
    assertThat(model.rows())
        .containsExactly(
            new Row("(intercept)", "-0.25000", "0.125", ""),
            new Row(
                "income",
                "0.10000",
                "0.0100",
                "the natural logarithm of the value, clipped to 1 to 1,000,000; minus 10, "
                    + "divided by 0.5"),
            new Row("employed", "0.33333", "0.100", "1 if true, 0 if false"),
            new Row(
                "plan=silver",
                "-2.0000e-09",
                "1.00e-09",
                "1 for this level, otherwise 0; the baseline is “gold”"));
    assertThat(model.notes().getLast()).contains("not for significance tests");
  }

  @Test
  @DisplayName("without errors if none are recorded")
  void withoutErrors() {
    ModelWording model = described(false, null);
    assertThat(model.hasErrors()).isFalse();
    assertThat(model.rows()).extracting(Row::error).containsOnly(Figures.NONE);
    assertThat(model.notes().getLast()).contains("not recorded");
  }

  @Test
  @DisplayName("by its algorithm, and by its units where the fit depends on them")
  void algorithm() {
    assertThat(described(false, null).algorithm())
        .isEqualTo("logistic regression, solver newton, C = 0.5, intercept not penalised");
    assertThat(described(false, null).limitations()).isEmpty();
    assertThat(described(true, null).limitations()).singleElement().asString().contains("units");
  }

  @Test
  @DisplayName("in JSON by whole doubles")
  void figures() {
    Map<String, Object> coefficients =
        Map.of("income", 0.1, "employed", 1.0 / 3, "plan=silver", -2e-9);
    assertThat(described(false, null).figures())
        .isEqualTo(Map.of("intercept", -0.25, "coefficients", coefficients));
  }
}
