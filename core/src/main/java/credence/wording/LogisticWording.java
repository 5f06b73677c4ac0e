package credence.wording;

import credence.model.BooleanEncoding;
import credence.model.CategoryEncoding;
import credence.model.Encoding;
import credence.model.FeatureType;
import credence.model.LogisticModel;
import credence.model.ModelSpec;
import credence.model.ModelSpec.Algorithm.LogisticRegression;
import credence.model.NumberEncoding;
import credence.model.NumberEncoding.Standardisation;
import credence.model.StandardErrors;
import credence.wording.ModelWording.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Describes logistic regression.
final class LogisticWording {
  private static final String INTERCEPT = "(intercept)";
  private static final Row COLUMNS =
      new Row("column", "coefficient", "standard error", "multiplied by");

  private LogisticWording() {}

  static ModelWording of(
      LogisticModel model,
      @Nullable StandardErrors errors,
      ModelSpec spec,
      String algorithm,
      List<String> limitations) {
    return new ModelWording(
        algorithm,
        "Coefficients",
        COLUMNS,
        rows(model, errors),
        errors != null,
        List.of(
            "On the scale of log-odds: a positive coefficient increases default risk.",
            errors == null
                ? "Standard errors are not recorded for this version."
                : estimator(errors.estimator(), ClusterWording.of(spec))
                    + ", at the penalised optimum."
                    + " The coefficients are penalised and biased towards 0, so the standard errors"
                    + " are not for significance tests."),
        limitations,
        figures(model));
  }

  private static String estimator(StandardErrors.@Nullable Estimator estimator, String clustered) {
    return switch (estimator) {
      case null -> "Sandwich standard errors, " + clustered;
      case FEW_CUSTOMERS ->
          "Standard errors "
              + clustered
              + ", the greater of jackknife and model-based ones"
              + " because few customers of a class were available";
    };
  }

  static String algorithm(LogisticRegression algorithm) {
    return "logistic regression, solver %s, C = %s, intercept %s"
        .formatted(
            algorithm.solver().name().toLowerCase(Locale.ROOT),
            Figures.chosen(algorithm.c()),
            algorithm.penaliseIntercept() ? "penalised" : "not penalised");
  }

  static List<String> limitations(LogisticRegression algorithm, ModelSpec spec) {
    return dependsOnUnits(algorithm, spec)
        ? List.of(
            "The intercept is penalised and the inputs are not standardised, so the fit depends on"
                + " the units in which they are measured.")
        : List.of();
  }

  private static boolean dependsOnUnits(LogisticRegression algorithm, ModelSpec spec) {
    return algorithm.penaliseIntercept()
        && spec.features().stream()
            .anyMatch(
                feature ->
                    feature.type() == FeatureType.NUMBER
                        && !feature.transformation().standardise());
  }

  private static List<Row> rows(LogisticModel model, @Nullable StandardErrors errors) {
    List<Row> rows = new ArrayList<>();
    rows.add(row(INTERCEPT, model.intercept(), errors == null ? null : errors.intercept(), ""));
    for (Encoding encoding : model.encodings()) {
      for (String column : encoding.columnNames()) {
        int at = rows.size() - 1;
        rows.add(
            row(
                column,
                model.coefficients().get(at),
                errors == null ? null : errors.coefficients().get(at),
                meaning(encoding)));
      }
    }
    return rows;
  }

  private static Row row(String column, double value, @Nullable Double error, String meaning) {
    return new Row(column, Figures.coefficient(value), Figures.standardError(error), meaning);
  }

  private static String meaning(Encoding encoding) {
    return switch (encoding) {
      case NumberEncoding number -> meaning(number);
      case BooleanEncoding _ -> "1 if true, 0 if false";
      case CategoryEncoding category ->
          "1 for this level, otherwise 0; the baseline is “" + category.levels().getFirst() + "”";
    };
  }

  private static String meaning(NumberEncoding number) {
    StringBuilder words =
        new StringBuilder(number.logarithm() ? "the natural logarithm of the value" : "the value");
    if (number.clip() != null) {
      words.append(
          ", clipped to %s to %s"
              .formatted(Figures.input(number.clip().low()), Figures.input(number.clip().high())));
    }
    Standardisation standardisation = number.standardisation();
    if (standardisation != null) {
      words.append(
          "; minus %s, divided by %s"
              .formatted(
                  Figures.input(standardisation.mean()),
                  Figures.input(standardisation.deviation())));
    }
    return words.toString();
  }

  private static Map<String, Object> figures(LogisticModel model) {
    Map<String, Object> coefficients = new LinkedHashMap<>();
    List<String> columns = model.columnNames();
    for (int i = 0; i < columns.size(); i++) {
      coefficients.put(columns.get(i), model.coefficients().get(i));
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("intercept", model.intercept());
    figures.put("coefficients", coefficients);
    return Collections.unmodifiableMap(figures);
  }
}
