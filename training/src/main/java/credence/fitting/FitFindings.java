package credence.fitting;

import credence.logistic.CustomerSandwich;
import credence.logistic.Fit;
import credence.logistic.RarerClass;
import credence.model.Feature;
import credence.model.Feature.Sign;
import credence.model.Finding;
import credence.model.ModelSpec;
import java.util.ArrayList;
import java.util.List;

/// The findings on a fit.
final class FitFindings {
  /// The factor from which on the change of a coefficient is reported.
  private static final double FACTOR_MAX = 10;

  /// The number of customers of the rarer class for each coefficient below which there is a
  /// finding.
  private static final int EVENTS_MIN = 10;

  private FitFindings() {}

  /// All findings except those that need another fit.
  ///
  /// @param columnNames the encoded columns, in the order of the coefficients
  /// @param rows the number of rows in the fit
  static List<Finding> of(Fit fit, ModelSpec spec, List<String> columnNames, int rows) {
    List<Finding> findings = new ArrayList<>();
    fit.constantColumns()
        .forEach(column -> findings.add(new Finding.ConstantFeature(column, rows)));
    fit.separatingColumns()
        .forEach(column -> findings.add(new Finding.SeparatingFeature(column, rows)));
    if (fit.separated()) {
      findings.add(new Finding.SeparatedClasses(rows));
    }
    addConvergence(fit, findings);
    addSigns(fit, spec, columnNames, findings);
    return findings;
  }

  /// The number of customers of both classes from which on neither is rare for a fit.
  static int customersEnough(Fit fit) {
    return Math.max(CustomerSandwich.MIN, EVENTS_MIN * coefficients(fit));
  }

  /// Adds a finding if there are no standard errors, and one if the rarer class has few customers
  /// for each coefficient (P. Peduzzi and others, A simulation study of the number of events per
  /// variable in logistic regression analysis, 1996).
  ///
  /// @param rows the number of rows in the fit
  static List<Finding> ofPrecision(LogisticFit.Precision precision, Fit fit, int rows) {
    List<Finding> findings = new ArrayList<>();
    RarerClass rarer = precision.rarer();
    if (precision.standardErrors() == null) {
      findings.add(
          rarer.customers() < CustomerSandwich.MIN
              ? new Finding.TooFewForStandardErrors(
                  rarer.customers(), rarer.defaulted(), CustomerSandwich.MIN)
              : new Finding.NoStandardErrors(rows));
    }
    int coefficients = coefficients(fit);
    if (rarer.customers() < EVENTS_MIN * coefficients) {
      findings.add(
          new Finding.FewEventsPerCoefficient(rarer.customers(), rarer.defaulted(), coefficients));
    }
    return findings;
  }

  private static int coefficients(Fit fit) {
    return fit.coefficients().size() - fit.constantColumns().size();
  }

  private static void addConvergence(Fit fit, List<Finding> findings) {
    switch (fit.convergence()) {
      case GRADIENT, SOLVER_TOLERANCE -> {}
      case ROUNDING_FLOOR -> findings.add(new Finding.RoundingFloor(fit.iterations()));
      case ITERATION_LIMIT -> findings.add(new Finding.NotConverged(fit.iterations()));
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
        Sign sign = negativeExpected ? Sign.POSITIVE : Sign.NEGATIVE;
        findings.add(new Finding.UnexpectedSign(feature.name(), 1, sign));
      }
    }
  }

  /// Adds a finding for each coefficient that depends on the penalty of the intercept: those that
  /// change their sign, or tenfold, without it.
  ///
  /// @param penalised the optimum with the intercept penalised
  /// @param free the optimum without penalty
  static List<Finding> ofFreedIntercept(Fit penalised, Fit free, List<String> columnNames) {
    List<Finding> findings = new ArrayList<>();
    for (int column = 0; column < columnNames.size(); column++) {
      double before = penalised.coefficients().get(column);
      double after = free.coefficients().get(column);
      boolean sign = before * after < 0;
      double larger = Math.max(Math.abs(before), Math.abs(after));
      double smaller = Math.min(Math.abs(before), Math.abs(after));
      if (sign || (larger >= FACTOR_MAX * smaller && larger > 0)) {
        findings.add(new Finding.InterceptPenalty(columnNames.get(column), 1, before, after));
      }
    }
    return findings;
  }
}
