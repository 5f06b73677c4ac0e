package credence.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// All metrics of one model on one side of a split.
///
/// The customer is the independent unit: every interval is clustered by customer, except where
/// noted. If all rows or none defaulted, then `auc`, `aucWald`, `aucByRow`, `gini` and `ks` are
/// null, and `roc` is empty.
///
/// @param balance the size of the sample and its number of defaults
/// @param auc the area under the ROC curve, in [0, 1], with its standard error clustered by
///   customer (Obuchowski 1997) and its interval by [Auc]; in documents of formats 1 and 2 the
///   interval is that of `aucWald`
/// @param aucWald the same area with Wald's interval, ± 1.96 standard errors clustered by customer,
///   cut off at 0 and 1: too short below the area if defaulters are few; kept for comparison with
///   other tools; null in documents of formats 1 and 2
/// @param aucByRow the same area with DeLong's Wald interval, which treats rows as independent: too
///   narrow if customers repeat; kept for comparison with other tools
/// @param gini 2 · AUC - 1, with the interval of `auc` transformed likewise, in [-1, 1]
/// @param ks the signed Kolmogorov–Smirnov statistic, in [-1, 1]: of the differences true minus
///   false positive rate over all thresholds, the one with the largest absolute value. A negative
///   one means that defaults have the lower probabilities; documents of formats 1 and 2 hold the
///   absolute value
/// @param logLoss mean negative log-likelihood of the outcomes, in nats per row; probabilities are
///   first clipped to [2⁻⁵², 1 - 2⁻⁵²], as scikit-learn does
/// @param brier mean squared difference between probability and outcome, in [0, 1]
/// @param calibration the calibration of the probabilities
/// @param roc at most [#ROC_POINTS_MAX] points of the ROC curve from (0, 0) to (1, 1)
public record Evaluation(
    ClassBalance balance,
    @Nullable Estimate auc,
    @Nullable Estimate aucWald,
    @Nullable Estimate aucByRow,
    @Nullable Estimate gini,
    @Nullable Double ks,
    double logLoss,
    double brier,
    Calibration calibration,
    List<RocPoint> roc) {

  /// The minimum number of customers of each class from which on the interval of the AUC is
  /// reliable enough for a gate, by the coverage measured in docs/statistics.md.
  public static final long AUC_CUSTOMERS_MIN = 20;

  /// The maximum number of ROC points kept.
  public static final int ROC_POINTS_MAX = 201;

  public Evaluation {
    roc = List.copyOf(roc);
  }

  /// Evaluates a sample, in parallel on the threads of the caller's pool; the result is
  /// bit-identical at any number of threads.
  public static Evaluation of(Sample sample) {
    RankedScores ranked = RankedScores.of(sample);
    boolean ranks = ranked.bothClasses();
    ClassBalance balance = ClassBalance.of(sample);
    Estimate wald = ranks ? Auc.byCustomer(ranked, sample) : null;
    Estimate auc = wald == null ? null : Auc.estimate(wald, balance, Interval.LEVEL);
    return new Evaluation(
        balance,
        auc,
        wald,
        ranks ? Auc.byRow(ranked) : null,
        auc == null ? null : gini(auc),
        ranks ? RocPoint.ks(ranked) : null,
        logLoss(sample),
        brier(sample),
        Calibration.of(ranked, sample),
        ranks ? RocPoint.curve(ranked, ROC_POINTS_MAX) : List.of());
  }

  /// The AUC alone, with its interval, as in an evaluation.
  ///
  /// @return null if all rows or none defaulted
  public static @Nullable Estimate aucOf(Sample sample) {
    RankedScores ranked = RankedScores.of(sample);
    return ranked.bothClasses()
        ? Auc.estimate(Auc.byCustomer(ranked, sample), ClassBalance.of(sample), Interval.LEVEL)
        : null;
  }

  /// The AUC with its interval at another level than that of `auc`, computed from its value, its
  /// standard error and the class balance, so that the interval has the present definition whatever
  /// the format of the document.
  ///
  /// @param level in (0, 1)
  /// @return null if and only if `auc` is
  public @Nullable Estimate auc(double level) {
    return auc == null ? null : Auc.estimate(auc, balance, level);
  }

  /// [#ks] with its sign also for a document of format 1 or 2, which holds the absolute value: the
  /// sign is that of the largest difference of the points in `roc`.
  public @Nullable Double signedKs() {
    return ks == null || aucWald != null ? ks : Double.valueOf(Math.copySign(ks, RocPoint.ks(roc)));
  }

  /// The number of customers of each class from which on the interval of observed over expected
  /// defaults is reliable: 0, but in documents of formats 1 and 2, whose interval is that of a
  /// ratio with any number of defaulters, the number from which on that interval is still used.
  public long observedToExpectedCustomersMin() {
    return balance.isOfEarlierFormat() ? ObservedToExpected.EXACT_BELOW : 0;
  }

  /// The number of customers of each class from which on the interval of the calibration slope is
  /// reliable: 0, but in documents of formats 1 and 2, whose interval is too short with few
  /// defaulters, the number from which on its definition is still the same.
  public long slopeCustomersMin() {
    return balance.isOfEarlierFormat() ? RarerClass.FEW : 0;
  }

  private static Estimate gini(Estimate auc) {
    Double standardError = auc.standardError();
    Interval interval = auc.interval();
    return new Estimate(
        2 * auc.value() - 1,
        standardError == null ? null : Double.valueOf(2 * standardError),
        interval == null
            ? null
            : new Interval(2 * interval.low() - 1, 2 * interval.high() - 1, interval.level()));
  }

  static double logLoss(Sample sample) {
    return FixedBlocks.sum(
            sample.rows(),
            1,
            (from, to, sums) -> {
              for (int row = from; row < to; row++) {
                sums[0] += LogOdds.loss(sample.probability(row), sample.defaulted(row));
              }
            })[0]
        / sample.rows();
  }

  static double brier(Sample sample) {
    return FixedBlocks.sum(
            sample.rows(),
            1,
            (from, to, sums) -> {
              for (int row = from; row < to; row++) {
                double distance = sample.probability(row) - sample.outcome(row);
                sums[0] += distance * distance;
              }
            })[0]
        / sample.rows();
  }
}
