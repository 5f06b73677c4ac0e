package credence.evaluation;

/// The metrics by their definitions, over all pairs of rows.
final class BruteForce {

  private final double[] probabilities;
  private final boolean[] defaulted;
  private final int[] customerOfRow;

  BruteForce(double[] probabilities, boolean[] defaulted, int[] customerOfRow) {
    this.probabilities = probabilities;
    this.defaulted = defaulted;
    this.customerOfRow = customerOfRow;
  }

  double auc() {
    double sum = 0;
    for (int row = 0; row < probabilities.length; row++) {
      sum += defaulted[row] ? placement(row) : 0;
    }
    return sum / count(true);
  }

  /// Obuchowski's variance; with a customer for each row it is DeLong's.
  double variance(boolean byRow) {
    return variance(byRow, deviations());
  }

  /// The variance of the difference from another score's area on the same rows.
  double differenceVariance(BruteForce other) {
    double[] deviations = deviations();
    double[] others = other.deviations();
    for (int row = 0; row < deviations.length; row++) {
      deviations[row] -= others[row];
    }
    return variance(false, deviations);
  }

  private double[] deviations() {
    double auc = auc();
    double[] deviations = new double[probabilities.length];
    for (int row = 0; row < deviations.length; row++) {
      deviations[row] = placement(row) - auc;
    }
    return deviations;
  }

  private double variance(boolean byRow, double[] deviations) {
    int customers = probabilities.length;
    double[] x = new double[customers];
    double[] y = new double[customers];
    double[] withDefault = new double[customers];
    double[] withGood = new double[customers];
    double[] withAny = new double[customers];
    for (int row = 0; row < probabilities.length; row++) {
      int customer = byRow ? row : customerOfRow[row];
      (defaulted[row] ? x : y)[customer] += deviations[row];
      (defaulted[row] ? withDefault : withGood)[customer] = 1;
      withAny[customer] = 1;
    }
    double m = count(true);
    double n = count(false);
    double i10 = product(withDefault, withDefault);
    double i01 = product(withGood, withGood);
    double i = product(withAny, withAny);
    double s10 = i10 / ((i10 - 1) * m) * product(x, x);
    double s01 = i01 / ((i01 - 1) * n) * product(y, y);
    double s11 = i / (i - 1) * product(x, y);
    return s10 / m + s01 / n + 2 * s11 / (m * n);
  }

  double ks() {
    double above = 0;
    double below = 0;
    for (double threshold : probabilities) {
      double distance = shareFrom(threshold, true) - shareFrom(threshold, false);
      above = Math.max(above, distance);
      below = Math.min(below, distance);
    }
    return above >= -below ? above : below;
  }

  /// The share of a class at or above a threshold.
  double shareFrom(double threshold, boolean ofDefaults) {
    double above = 0;
    for (int row = 0; row < probabilities.length; row++) {
      above += defaulted[row] == ofDefaults && probabilities[row] >= threshold ? 1 : 0;
    }
    return above / count(ofDefaults);
  }

  private double placement(int row) {
    double sum = 0;
    for (int other = 0; other < probabilities.length; other++) {
      if (defaulted[other] != defaulted[row]) {
        double above = Math.signum(probabilities[row] - probabilities[other]);
        sum += 0.5 + 0.5 * (defaulted[row] ? above : -above);
      }
    }
    return sum / count(!defaulted[row]);
  }

  private double count(boolean ofDefaults) {
    double count = 0;
    for (boolean outcome : defaulted) {
      count += outcome == ofDefaults ? 1 : 0;
    }
    return count;
  }

  private static double product(double[] first, double[] second) {
    double sum = 0;
    for (int i = 0; i < first.length; i++) {
      sum += first[i] * second[i];
    }
    return sum;
  }
}
