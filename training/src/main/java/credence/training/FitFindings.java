package credence.training;

import credence.fitting.Fit;
import credence.model.Feature;
import credence.model.Feature.Sign;
import credence.model.Finding;
import credence.model.ModelSpec;
import credence.model.StandardErrors;
import credence.wording.Figures;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be said of a fit.
final class FitFindings {
  /// How many times a coefficient has to change to be worth a word.
  private static final double FACTOR_MAX = 10;

  private FitFindings() {}

  /// Everything but what takes another fit to find out.
  ///
  /// @param columnNames the encoded columns, in the order of the coefficients
  /// @param rows the number of rows that were fitted to
  static List<Finding> of(Fit fit, ModelSpec spec, List<String> columnNames, int rows) {
    List<Finding> findings = new ArrayList<>();
    fit.constantColumns()
        .forEach(
            column ->
                findings.add(
                    new Finding(
                        "constant-feature",
                        column,
                        rows,
                        "It has one value in all rows of the training side: nothing can be learnt"
                            + " from it.")));
    fit.separatingColumns()
        .forEach(
            column ->
                findings.add(
                    new Finding(
                        "separating-feature",
                        column,
                        rows,
                        "It alone tells defaults from the others without a mistake: look whether it"
                            + " was known at the application, or came with the outcome.")));
    if (fit.separated()) {
      findings.add(
          new Finding(
              "separated-classes",
              null,
              rows,
              "The model tells the training side apart without a mistake: only the penalty holds"
                  + " the coefficients, and the probabilities are too sure of themselves."));
    }
    addConvergence(fit, findings);
    addSigns(fit, spec, columnNames, findings);
    return findings;
  }

  /// Says that there are no standard errors, if there are none.
  ///
  /// @param rows the number of rows that were fitted to
  static List<Finding> ofStandardErrors(@Nullable StandardErrors errors, int rows) {
    return errors != null
        ? List.of()
        : List.of(
            new Finding(
                "no-standard-errors",
                null,
                rows,
                "How far the coefficients would stray with other customers cannot be told: features"
                    + " say nearly the same, or all rows are of one customer."));
  }

  private static void addConvergence(Fit fit, List<Finding> findings) {
    switch (fit.convergence()) {
      case GRADIENT, SOLVER_TOLERANCE -> {}
      case ROUNDING_FLOOR ->
          findings.add(
              new Finding(
                  "rounding-floor",
                  null,
                  fit.iterations(),
                  "The solver came as near to the optimum as doubles allow, which is short of the"
                      + " tolerance: features of very different scales do this."));
      case ITERATION_LIMIT ->
          findings.add(
              new Finding(
                  "not-converged",
                  null,
                  fit.iterations(),
                  "The solver gave up before the optimum: the coefficients are not those that the"
                      + " spec asks for. Allow more iterations or standardise the features."));
    }
  }

  private static void addSigns(
      Fit fit, ModelSpec spec, List<String> columnNames, List<Finding> findings) {
    for (Feature feature : spec.features()) {
      int column = columnNames.indexOf(feature.name());
      if (feature.expectedSign() == null || column < 0) {
        continue;
      }
      double coefficient = fit.coefficients().get(column);
      boolean negativeExpected = feature.expectedSign() == Sign.NEGATIVE;
      if (negativeExpected ? coefficient > 0 : coefficient < 0) {
        String sign = negativeExpected ? "positive" : "negative";
        findings.add(
            new Finding(
                "unexpected-sign",
                feature.name(),
                1,
                "Its coefficient is "
                    + sign
                    + ", against the spec's expectation: the data may be skewed, or another feature"
                    + " says the same."));
      }
    }
  }

  /// Says which coefficients hang on the penalty of the intercept: those that change their sign, or
  /// tenfold, when the intercept is freed.
  ///
  /// @param penalised the optimum with the intercept penalised
  /// @param free the optimum without
  static List<Finding> ofFreedIntercept(Fit penalised, Fit free, List<String> columnNames) {
    List<Finding> findings = new ArrayList<>();
    for (int column = 0; column < columnNames.size(); column++) {
      double before = penalised.coefficients().get(column);
      double after = free.coefficients().get(column);
      boolean sign = before * after < 0;
      double larger = Math.max(Math.abs(before), Math.abs(after));
      double smaller = Math.min(Math.abs(before), Math.abs(after));
      if (sign || (larger >= FACTOR_MAX * smaller && larger > 0)) {
        findings.add(
            new Finding(
                "intercept-penalty",
                columnNames.get(column),
                1,
                "Its coefficient is %s with the intercept penalised and %s with it free: it stands in"
                        .formatted(Figures.coefficient(before), Figures.coefficient(after))
                    + " for the intercept, and the fit depends on the features' units."));
      }
    }
    return findings;
  }
}
