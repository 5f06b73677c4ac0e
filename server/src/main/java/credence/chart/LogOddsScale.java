package credence.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/// A scale of probabilities on which equal ratios of odds have equal distances, for probabilities
/// most of which are close to 0 or to 1.
///
/// @param low the lower end of the axis, above 0
/// @param high the upper end of the axis, above `low` and below 1
public record LogOddsScale(double low, double high) implements Scale {
  private static final double PROBABILITY_MIN = 1e-6;
  private static final double[] LABELLED = {
    1e-6, 1e-5, 1e-4, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 0.5, 0.7, 0.9, 0.97, 0.99, 0.997, 0.999,
    0.9999
  };

  /// The width of a label as a fraction of the axis.
  private static final double LABEL_WIDTH = 0.12;

  public LogOddsScale {
    if (!(low > 0 && low < high && high < 1)) {
      throw new IllegalArgumentException(
          "expected 0 < low < high < 1, not " + low + " and " + high);
    }
  }

  /// Returns a scale that includes two probabilities. Probabilities within a millionth of 0 or 1
  /// are shown at the end.
  ///
  /// @param least in [0, 1]
  /// @param most in [0, 1], not below `least`
  public static LogOddsScale around(double least, double most) {
    double low = Math.clamp(least, PROBABILITY_MIN, 1 - 4 * PROBABILITY_MIN);
    double high = Math.clamp(most, low + PROBABILITY_MIN, 1 - PROBABILITY_MIN);
    return new LogOddsScale(labelledBelow(low), labelledAbove(high));
  }

  private static double labelledBelow(double value) {
    return DoubleStream.of(LABELLED).filter(at -> at <= value).max().orElse(value);
  }

  private static double labelledAbove(double value) {
    return DoubleStream.of(LABELLED).filter(at -> at >= value).min().orElse(value);
  }

  @Override
  public double position(double value) {
    double within = Math.clamp(value, low, high);
    return (logOdds(within) - logOdds(low)) / (logOdds(high) - logOdds(low));
  }

  @Override
  public double share(double distance) {
    return distance / (logOdds(high) - logOdds(low));
  }

  @Override
  public List<Tick> ticks() {
    List<Tick> ticks = new ArrayList<>();
    double free = 0;
    for (double at : LABELLED) {
      if (at >= low && at <= high && position(at) >= free) {
        ticks.add(new Tick(at, percent(at)));
        free = position(at) + LABEL_WIDTH;
      }
    }
    return ticks;
  }

  private static String percent(double share) {
    return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString()
        + "\u00a0%";
  }

  static double logOdds(double probability) {
    return Math.log(probability / (1 - probability));
  }
}
