package credence.training;

import credence.dataset.NumberColumn;
import credence.dataset.TrainingTable;
import credence.evaluation.ClassBalance;
import credence.evaluation.Estimate;
import credence.evaluation.Evaluation;
import credence.evaluation.EvaluationReport;
import credence.evaluation.Interval;
import credence.model.Feature;
import credence.model.Finding;
import credence.model.ModelSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The findings on an evaluation.
final class EvaluationFindings {
  /// The width from which on an interval of the AUC is inconclusive.
  private static final double AUC_WIDTH_MAX = 0.1;

  private static final double CHANCE = 0.5;

  /// The minimum number of customers of each class for a meaningful AUC without an interval.
  private static final long CLASS_MIN = 10;

  /// The number of customers of each class from which on an AUC of 1 in validation is not chance.
  private static final long SEPARATED_MIN = 10;

  /// The slope that the whole interval of the calibration slope in validation exceeds if the
  /// penalty is too strong. That of the training side must exceed it as well: a penalty increases
  /// it, and without a penalty it is 1.
  private static final double SLOPE_MAX = 1.5;

  private EvaluationFindings() {}

  /// A finding where missing values are filled differently in validation than in training and
  /// serving.
  ///
  /// @param validationRows the validation side's rows of the table
  static List<Finding> ofValidationRules(
      TrainingTable table, ModelSpec spec, int[] validationRows) {
    List<Finding> findings = new ArrayList<>();
    for (Feature feature : spec.features()) {
      if (feature.ruleInValidation().equals(feature.missing())) {
        continue;
      }
      NumberColumn column = table.feature(feature.name());
      long missing =
          Arrays.stream(validationRows).filter(row -> Double.isNaN(column.get(row))).count();
      findings.add(
          new Finding.ValidationRuleDiffers(
              feature.name(), missing, feature.missing(), feature.ruleInValidation()));
    }
    return findings;
  }

  /// A finding if the spec has a gate that is deprecated.
  static List<Finding> ofGates(ModelSpec spec) {
    return spec.gates().psiMax() == null ? List.of() : List.of(new Finding.PsiMaxDeprecated(1));
  }

  /// A finding if the interval of the AUC is inconclusive.
  static List<Finding> ofAuc(EvaluationReport report) {
    ClassBalance balance = report.validationAsServed().balance();
    Estimate auc = report.validationAsServed().auc();
    if (isConclusive(auc, balance)) {
      return List.of();
    }
    return List.of(
        new Finding.FewDefaulters(
            balance.defaulters(),
            auc == null ? null : auc.value(),
            auc == null ? null : auc.interval()));
  }

  /// A finding if the model separates the classes of the validation side, and one if the penalty is
  /// too strong.
  static List<Finding> ofValidation(EvaluationReport report) {
    Evaluation validation = report.validationAsServed();
    ClassBalance balance = validation.balance();
    List<Finding> findings = new ArrayList<>();
    Estimate auc = validation.auc();
    if (auc != null && auc.value() == 1 && balance.rarerCustomers() >= SEPARATED_MIN) {
      findings.add(new Finding.SeparatedValidation(balance.rarerCustomers()));
    }
    Estimate slope = validation.calibration().slope();
    Estimate trainingSlope = report.training().calibration().slope();
    if (slope != null
        && trainingSlope != null
        && slope.interval() != null
        && slope.interval().low() > SLOPE_MAX
        && trainingSlope.value() > SLOPE_MAX) {
      findings.add(
          new Finding.PenaltyTooStrong(balance.defaulters(), slope.value(), slope.interval()));
    }
    return findings;
  }

  private static boolean isConclusive(@Nullable Estimate auc, ClassBalance balance) {
    if (auc == null) {
      return false;
    }
    Interval interval = auc.interval();
    if (interval == null) {
      return balance.rarerCustomers() >= CLASS_MIN;
    }
    return !interval.contains(CHANCE) && interval.high() - interval.low() <= AUC_WIDTH_MAX;
  }
}
