package credence.wording;

import credence.evaluation.CrossValidation;
import credence.evaluation.Estimate;
import credence.evaluation.Evaluation;
import credence.evaluation.EvaluationReport;
import credence.evaluation.ScoreStability;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A performance metric on each side, as a row of a table.
///
/// @param name its name
/// @param training on the training side
/// @param validation on the validation side, encoded as the spec says
/// @param asServed on the validation side, encoded as serving encodes
public record Measure(String name, String training, String validation, String asServed) {
  /// All performance metrics.
  public static List<Measure> of(EvaluationReport report) {
    return List.of(
        estimate(report, "AUC", Evaluation::auc),
        estimate(report, "Gini", Evaluation::gini),
        line(report, "KS", Measure::ks),
        line(report, "log loss", e -> Figures.measure(e.logLoss())),
        line(report, "Brier score", e -> Figures.measure(e.brier())),
        estimate(report, "observed / expected", e -> e.calibration().observedToExpected()),
        estimate(report, "calibration slope", e -> e.calibration().slope()),
        estimate(report, "calibration intercept", e -> e.calibration().intercept()));
  }

  /// A cross-validation as a sentence, which says on which rows it was made.
  public static String of(CrossValidation validation) {
    String rows =
        switch (validation.scope()) {
          case TRAINING_SIDE -> "folds of the training side's customers";
          case null -> "folds of customers";
        };
    return String.format(
        Locale.ROOT,
        "Cross-validation over %d %s: mean AUC %s, standard deviation between folds %s.",
        validation.folds(),
        rows,
        Figures.measure(validation.meanAuc()),
        Figures.measure(validation.deviationBetweenFolds()));
  }

  /// The stability of a version's scores as a sentence.
  public static String of(ScoreStability stability) {
    String newest = Figures.count(stability.customersNow(), "customer", "customers");
    return "Stability of the scores: PSI %s, of %s %s against %s earlier ones%s."
        .formatted(
            Figures.withInterval(stability.value()),
            newest,
            switch (stability.basis()) {
              case TRAINING_SETS -> "in " + stability.newest();
              case APPLICATION_DATES -> "who applied from " + stability.newest() + " on";
            },
            Figures.count(stability.customersBefore()),
            stability.heldOut() ? "" : " of the training side");
  }

  /// The signed Kolmogorov–Smirnov statistic of a model; a negative one is marked as `reversed`.
  public static String ks(Evaluation evaluation) {
    Double ks = evaluation.signedKs();
    return ks != null && ks < 0 ? Figures.measure(ks) + " (reversed)" : Figures.measure(ks);
  }

  private static Measure estimate(
      EvaluationReport report, String name, Function<Evaluation, @Nullable Estimate> estimate) {
    return line(report, name, e -> Figures.withInterval(estimate.apply(e)));
  }

  private static Measure line(
      EvaluationReport report, String name, Function<Evaluation, String> figure) {
    return new Measure(
        name,
        figure.apply(report.training()),
        figure.apply(report.validation()),
        figure.apply(report.validationAsServed()));
  }
}
