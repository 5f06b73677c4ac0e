package credence.evaluation;

import credence.evaluation.distribution.ChiSquare;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The Hosmer–Lemeshow test of predictions that are known, not fitted to the sample, clustered by
/// customer: whether observed and expected defaults differ in the bins of [Calibration], jointly.
///
/// With d the differences of observed and expected defaults of the bins, T = dᵀ V⁻¹ d. If the
/// predictions are right, T has a chi-square distribution with as many degrees of freedom as there
/// are bins, since nothing was fitted. V is the covariance of d under that hypothesis: p (1 - p) of
/// each row, and ρ √(p (1 - p) p′ (1 - p′)) of each pair of rows of one customer. The correlation ρ
/// is chosen to match the squared sums of residuals of customers, in [0, 1]. So T is the score test
/// of a shift of the log-odds in each bin, with exchangeable correlation within customers; with one
/// row per customer it is Σ (observed - expected)² / Σ p (1 - p).
///
/// Neighbouring bins are pooled until each has at least [#EXPECTED_MIN] expected customers of both
/// classes, where a customer counts with its mean probability.
///
/// Sources: D. W. Hosmer, S. Lemeshow, Goodness of fit tests for the multiple logistic regression
/// model, Communications in Statistics 9 (1980); D. W. Hosmer, S. Lemeshow, R. X. Sturdivant,
/// Applied Logistic Regression (2013), for the degrees of freedom with known predictions; A.
/// Rotnitzky, N. P. Jewell, Hypothesis testing of regression parameters in semiparametric
/// generalized linear models for cluster correlated data, Biometrika 77 (1990), for the score test;
/// K.-Y. Liang, S. L. Zeger, Longitudinal data analysis using generalized linear models, Biometrika
/// 73 (1986), for the correlation.
///
/// @param statistic T, at least 0
/// @param degrees the number of bins after pooling, at least 1
/// @param pValue the probability of a larger statistic if the predictions are right, in [0, 1]
public record HosmerLemeshow(double statistic, int degrees, double pValue) {

  /// The minimum expected number of customers of either class in a bin.
  static final double EXPECTED_MIN = 5;

  /// The p-value below which predictions and outcomes are said to differ.
  private static final double LEVEL = 0.05;

  /// Whether observed and expected defaults differ by more than chance explains at the 5 % level.
  public boolean rejects() {
    return pValue < LEVEL;
  }

  /// The test.
  ///
  /// @param ranked the sample's scores
  /// @param bins of the sample, in ascending order of probability
  /// @return null if fewer than [#EXPECTED_MIN] customers of a class are expected
  static @Nullable HosmerLemeshow of(
      RankedScores ranked, List<CalibrationBin> bins, Sample sample) {
    double[] highs = bins.stream().mapToDouble(CalibrationBin::high).toArray();
    Sums sums = sample.customers().distinct() ? byRow(highs, ranked) : byCustomer(highs, sample);
    return sums.pooled().test();
  }

  /// Sums over the rows of each bin.
  ///
  /// @param defaulters the expected customers who default
  /// @param others the expected customers who do not
  /// @param differences observed minus expected defaults
  /// @param covariance of the differences, `[bin][bin]`
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Sums(
      double[] defaulters, double[] others, double[] differences, double[][] covariance) {

    static Sums of(int bins) {
      return new Sums(new double[bins], new double[bins], new double[bins], new double[bins][bins]);
    }

    /// Adds a bin's sums to those of another number of bins.
    void add(int to, int bin, Sums from, int[] pool) {
      defaulters[to] += from.defaulters[bin];
      others[to] += from.others[bin];
      differences[to] += from.differences[bin];
      for (int other = 0; other < pool.length; other++) {
        covariance[to][pool[other]] += from.covariance[bin][other];
      }
    }

    /// Pools each bin with the next ones until enough customers of both classes are expected; bins
    /// that remain at the end are pooled with the last complete one.
    Sums pooled() {
      int bins = defaulters.length;
      int[] pool = new int[bins];
      int pools = 0;
      double ones = 0;
      double zeros = 0;
      for (int bin = 0; bin < bins; bin++) {
        pool[bin] = pools;
        ones += defaulters[bin];
        zeros += others[bin];
        if (ones >= EXPECTED_MIN && zeros >= EXPECTED_MIN) {
          pools++;
          ones = 0;
          zeros = 0;
        }
      }
      for (int bin = bins - 1; bin >= 0 && pool[bin] == pools; bin--) {
        pool[bin] = Math.max(0, pools - 1);
      }
      Sums pooled = of(Math.max(1, pools));
      for (int bin = 0; bin < bins; bin++) {
        pooled.add(pool[bin], bin, this, pool);
      }
      return pooled;
    }

    @Nullable HosmerLemeshow test() {
      if (!(defaulters[0] >= EXPECTED_MIN && others[0] >= EXPECTED_MIN)) {
        return null;
      }
      double statistic = solved(covariance, differences);
      int degrees = differences.length;
      return Double.isFinite(statistic)
          ? new HosmerLemeshow(statistic, degrees, ChiSquare.above(statistic, degrees))
          : null;
    }
  }

  /// dᵀ V⁻¹ d by Cholesky decomposition V = L Lᵀ, as the squared length of L⁻¹ d; not finite if V
  /// is singular.
  private static double solved(double[][] v, double[] d) {
    int size = d.length;
    double[][] factor = new double[size][size];
    double sum = 0;
    double[] solution = new double[size];
    for (int i = 0; i < size; i++) {
      double rest = d[i];
      for (int k = 0; k <= i; k++) {
        double entry = v[i][k];
        for (int j = 0; j < k; j++) {
          entry -= factor[i][j] * factor[k][j];
        }
        factor[i][k] = i == k ? Math.sqrt(entry) : entry / factor[k][k];
        rest -= k < i ? factor[i][k] * solution[k] : 0;
      }
      solution[i] = rest / factor[i][i];
      sum += solution[i] * solution[i];
    }
    return sum;
  }

  /// The sums if each customer has one row.
  private static Sums byRow(double[] highs, RankedScores ranked) {
    Sums sums = Sums.of(highs.length);
    int bin = 0;
    for (int place = 0; place < ranked.distinct(); place++) {
      double probability = ranked.score(place);
      while (highs[bin] < probability) {
        bin++;
      }
      double rows = ranked.rowsBelow(place + 1) - ranked.rowsBelow(place);
      sums.defaulters[bin] += rows * probability;
      sums.others[bin] += rows * (1 - probability);
      sums.differences[bin] += ranked.defaultsAt(place) - rows * probability;
      sums.covariance[bin][bin] += rows * probability * (1 - probability);
    }
    return sums;
  }

  /// The sums if customers have several rows. For each customer and bin: Σ p, rows, Σ (y - p), Σ p
  /// (1 - p) and Σ √(p (1 - p)); and Σ (y - p)² over all of its rows.
  private static Sums byCustomer(double[] highs, Sample sample) {
    int bins = highs.length;
    double[] totals =
        sample
            .customers()
            .sum(
                5 * bins + 1,
                (row, sums) -> {
                  double probability = sample.probability(row);
                  double residual = sample.outcome(row) - probability;
                  double variance = probability * (1 - probability);
                  int at = 5 * CalibrationBin.index(highs, probability);
                  sums[at] += probability;
                  sums[at + 1]++;
                  sums[at + 2] += residual;
                  sums[at + 3] += variance;
                  sums[at + 4] += Math.sqrt(variance);
                  sums[5 * bins] += residual * residual;
                },
                4 * bins + bins * bins + 2,
                (sums, all) -> addCustomer(bins, sums, all));
    double pairs = totals[totals.length - 1];
    double correlation = pairs > 0 ? Math.clamp(totals[totals.length - 2] / pairs, 0.0, 1.0) : 1;
    Sums result = Sums.of(bins);
    for (int bin = 0; bin < bins; bin++) {
      result.defaulters[bin] = totals[4 * bin];
      result.others[bin] = totals[4 * bin + 1];
      result.differences[bin] = totals[4 * bin + 2];
      double variance = totals[4 * bin + 3];
      for (int other = 0; other < bins; other++) {
        double alike = totals[(4 + bin) * bins + other] - (other == bin ? variance : 0);
        result.covariance[bin][other] = correlation * alike + (other == bin ? variance : 0);
      }
    }
    return result;
  }

  /// Adds a customer to Σ of its expected share of a defaulter, of a non-defaulter, Σ (y - p) and Σ
  /// p (1 - p) of each bin, then to Σ of the products of √(p (1 - p)) of two bins, then to Σ of the
  /// products of residuals and of √(p (1 - p)) over its pairs of rows.
  private static void addCustomer(int bins, double[] sums, double[] totals) {
    double rows = 0;
    double residual = 0;
    double variance = 0;
    double deviation = 0;
    for (int bin = 0; bin < bins; bin++) {
      rows += sums[5 * bin + 1];
      residual += sums[5 * bin + 2];
      variance += sums[5 * bin + 3];
      deviation += sums[5 * bin + 4];
    }
    for (int bin = 0; bin < bins; bin++) {
      totals[4 * bin] += sums[5 * bin] / rows;
      totals[4 * bin + 1] += (sums[5 * bin + 1] - sums[5 * bin]) / rows;
      totals[4 * bin + 2] += sums[5 * bin + 2];
      totals[4 * bin + 3] += sums[5 * bin + 3];
      for (int other = 0; other < bins; other++) {
        totals[(4 + bin) * bins + other] += sums[5 * bin + 4] * sums[5 * other + 4];
      }
    }
    totals[totals.length - 2] += residual * residual - sums[5 * bins];
    totals[totals.length - 1] += deviation * deviation - variance;
  }
}
