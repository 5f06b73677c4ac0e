package credence.training;

import credence.evaluation.ClassBalance;
import credence.evaluation.Estimate;
import credence.evaluation.EvaluationReport;
import credence.evaluation.Interval;
import credence.model.Feature;
import credence.model.Finding;
import credence.model.MissingRule;
import credence.model.ModelSpec;
import credence.trainingset.NumberColumn;
import credence.trainingset.TrainingTable;
import credence.wording.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is to be said of an evaluation.
final class EvaluationFindings {
  /// An interval of the AUC wider than this ranks no model above another.
  private static final double AUC_WIDTH_MAX = 0.1;

  private static final double CHANCE = 0.5;

  /// With fewer customers of either class an AUC without an interval says nothing.
  private static final long CLASS_MIN = 10;

  private EvaluationFindings() {}

  /// Says where the validation side fills missing values otherwise than training and serving.
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
          new Finding(
              "validation-rule-differs",
              feature.name(),
              missing,
              "A missing value is %s in training and serving but %s in validation, in %s of the"
                      .formatted(
                          words(feature.missing()),
                          words(feature.ruleInValidation()),
                          Figures.count(missing, "row", "rows"))
                  + " validation side: the figures of validation are not those of the model that serves;"
                  + " the figures as served are."));
    }
    return findings;
  }

  private static String words(MissingRule rule) {
    return switch (rule) {
      case MissingRule.Reject _ -> "rejected";
      case MissingRule.FixedNumber(double value) -> Figures.chosen(value);
      case MissingRule.TrainingMedian _ -> "the training side's median";
      case MissingRule.FixedBoolean(boolean value) -> Boolean.toString(value);
      case MissingRule.FixedLevel(String level) -> "the level " + level;
    };
  }

  /// Says whether the AUC means much, by its interval.
  static List<Finding> ofAuc(EvaluationReport report) {
    ClassBalance balance = report.validationAsServed().balance();
    String consequence = consequence(report.validationAsServed().auc(), balance);
    if (consequence == null) {
      return List.of();
    }
    long defaulters = balance.defaulters();
    String customers = Figures.count(defaulters, "customer", "customers");
    return List.of(
        new Finding(
            "few-defaulters",
            null,
            defaulters,
            customers + " of the validation side defaulted: " + consequence));
  }

  private static @Nullable String consequence(@Nullable Estimate auc, ClassBalance balance) {
    if (auc == null) {
      return "with one class alone there is no AUC.";
    }
    Interval interval = auc.interval();
    if (interval == null) {
      long rarer = Math.min(balance.defaulters(), balance.customers() - balance.defaulters());
      return rarer < CLASS_MIN ? "too few of one class to say how good the AUC is." : null;
    }
    boolean chance = interval.contains(CHANCE);
    if (!chance && interval.high() - interval.low() <= AUC_WIDTH_MAX) {
      return null;
    }
    return "the AUC as served is %s, but its 95 %% interval goes from %s to %s%s"
        .formatted(
            Figures.measure(auc.value()),
            Figures.measure(interval.low()),
            Figures.measure(interval.high()),
            chance
                ? " and holds 0.5: the model may rank no better than chance."
                : ": too wide to tell a good model from a poor one.");
  }
}
