package credence.fitting;

import credence.logistic.CustomerSandwich;
import credence.logistic.Fit;
import credence.logistic.RarerClass;
import credence.logistic.UnpenalisedStep;
import credence.model.CategoryEncoding;
import credence.model.Encoding;
import credence.model.Feature;
import credence.model.Feature.Sign;
import credence.model.Finding;
import credence.model.ModelSpec;
import credence.model.NumberEncoding;
import java.util.ArrayList;
import java.util.List;

/// The findings on a fit.
final class FitFindings {
  /// The factor from which on the change of a coefficient is reported.
  private static final double FACTOR_MAX = 10;

  /// The number of customers of the rarer class for each coefficient below which there is a
  /// finding.
  private static final int EVENTS_MIN = 10;

  /// The number of levels above which a category has very many.
  private static final int LEVELS_MAX = 50;

  /// The share of its unpenalised size below which a penalised coefficient is almost removed.
  private static final double SHRUNK_MAX = 0.2;

  /// The minimum size of a clear effect, in log-odds for one standard deviation.
  private static final double EFFECT_MIN = 0.1;

  /// The minimum size of a clear effect, in standard errors.
  private static final double ERRORS_MIN = 5;

  private FitFindings() {}

  /// The findings on the fit alone.
  ///
  /// @param encodings the encodings of the fit
  /// @param rows the number of rows in the fit
  static List<Finding> of(Fit fit, ModelSpec spec, List<Encoding> encodings, int rows) {
    List<Finding> findings = new ArrayList<>();
    List<String> columnNames =
        encodings.stream().flatMap(encoding -> encoding.columnNames().stream()).toList();
    fit.constantColumns()
        .forEach(column -> findings.add(new Finding.ConstantFeature(column, rows)));
    addLevels(encodings, rows, findings);
    fit.separatingColumns()
        .forEach(column -> findings.add(new Finding.SeparatingFeature(column, rows)));
    if (fit.separated()) {
      findings.add(new Finding.SeparatedClasses(rows));
    }
    addConvergence(fit, findings);
    addSigns(fit, spec, columnNames, findings);
    return findings;
  }

  /// Adds a finding for each category with one level, and one for each with very many.
  private static void addLevels(List<Encoding> encodings, int rows, List<Finding> findings) {
    for (Encoding encoding : encodings) {
      if (encoding instanceof CategoryEncoding category) {
        int levels = category.levels().size();
        if (levels == 1) {
          findings.add(new Finding.ConstantFeature(category.name(), rows));
        } else if (levels > LEVELS_MAX) {
          findings.add(new Finding.ManyLevels(category.name(), levels, rows));
        }
      }
    }
  }

  /// The number of customers of both classes from which on neither is rare for a fit and its
  /// standard errors.
  static int customersEnough(Fit fit) {
    return Math.max(CustomerSandwich.FEW, EVENTS_MIN * coefficients(fit));
  }

  /// A finding if there are no standard errors, and one if the rarer class has few customers for
  /// each coefficient (P. Peduzzi and others, A simulation study of the number of events per
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

  /// A finding for each number that is not standardised and whose coefficient the penalty reduces
  /// to less than a fifth, if it would otherwise have a clear effect.
  ///
  /// @param rows the number of rows in the fit
  /// @param customers the number of customers that they belong to
  static List<Finding> ofUnits(Fit fit, List<Encoding> encodings, int rows, long customers) {
    UnpenalisedStep step = UnpenalisedStep.of(fit, rows);
    if (step == null) {
      return List.of();
    }
    double clustering = Math.sqrt((double) rows / customers);
    List<Finding> findings = new ArrayList<>();
    int column = 0;
    for (Encoding encoding : encodings) {
      if (encoding instanceof NumberEncoding number && number.standardisation() == null) {
        double coefficient = fit.coefficients().get(column);
        double free = step.coefficients().get(column);
        double error = clustering * step.standardErrors().get(column);
        if (Math.abs(coefficient) < SHRUNK_MAX * Math.abs(free)
            && Math.abs(free) * fit.curvature().deviation(column) >= EFFECT_MIN
            && Math.abs(free) >= ERRORS_MIN * error) {
          findings.add(new Finding.ShrunkByUnits(encoding.name(), 1, coefficient, free));
        }
      }
      column += encoding.columns();
    }
    return findings;
  }

  /// A finding for each coefficient that depends on the penalty of the intercept: those that change
  /// their sign, or tenfold, without it.
  ///
  /// @param fitted the fit, whose coefficients the findings state
  /// @param penalised the optimum with the intercept penalised, which differs from the fit if the
  ///   solver is not exact; the change must not be due to this
  /// @param free the optimum without penalty of the intercept
  static List<Finding> ofFreedIntercept(
      Fit fitted, Fit penalised, Fit free, List<String> columnNames) {
    List<Finding> findings = new ArrayList<>();
    for (int column = 0; column < columnNames.size(); column++) {
      double stated = fitted.coefficients().get(column);
      double after = free.coefficients().get(column);
      if (changes(stated, after) && changes(penalised.coefficients().get(column), after)) {
        findings.add(new Finding.InterceptPenalty(columnNames.get(column), 1, stated, after));
      }
    }
    return findings;
  }

  private static boolean changes(double before, double after) {
    double larger = Math.max(Math.abs(before), Math.abs(after));
    double smaller = Math.min(Math.abs(before), Math.abs(after));
    return before * after < 0 || (larger >= FACTOR_MAX * smaller && larger > 0);
  }
}
