package credence.chart;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// A scale on which equal differences have equal distances.
///
/// @param low the lower end of the axis
/// @param high the upper end of the axis, above `low`
/// @param ticks the labelled values, ascending
public record LinearScale(double low, double high, List<Tick> ticks) implements Scale {
  private static final int STEPS = 5;

  /// Takes a copy of the list.
  public LinearScale {
    ticks = List.copyOf(ticks);
    if (!(low < high)) {
      throw new IllegalArgumentException("expected low < high, not " + low + " and " + high);
    }
  }

  /// Returns a scale of shares from 0 to 1, labelled as percentages.
  public static LinearScale wholeShare() {
    return shares(0, 1);
  }

  /// Returns a scale of shares, labelled as percentages; its ends are rounded outwards to multiples
  /// of the step.
  ///
  /// @param least the smallest share to show, in [0, 1]
  /// @param most the largest share to show, in [0, 1], not below `least`
  public static LinearScale shares(double least, double most) {
    return of(least, most, 100, "\u00a0%");
  }

  /// Returns a scale of numbers; its ends are rounded outwards to multiples of the step.
  public static LinearScale numbers(double least, double most) {
    return of(least, most, 1, "");
  }

  private static LinearScale of(double least, double most, double factor, String unit) {
    double range = most > least ? most - least : Math.max(Math.abs(most), 1e-9);
    BigDecimal step = step(range * factor / STEPS);
    BigDecimal first = multiple(least * factor, step, RoundingMode.FLOOR);
    BigDecimal last = multiple(Math.max(most, least) * factor, step, RoundingMode.CEILING);
    if (first.compareTo(last) == 0) {
      last = last.add(step);
    }
    List<Tick> ticks = new ArrayList<>();
    for (BigDecimal at = first; at.compareTo(last) <= 0; at = at.add(step)) {
      BigDecimal shown = at.setScale(Math.max(0, step.scale()), RoundingMode.UNNECESSARY);
      ticks.add(new Tick(at.doubleValue() / factor, shown.toPlainString() + unit));
    }
    return new LinearScale(first.doubleValue() / factor, last.doubleValue() / factor, ticks);
  }

  private static BigDecimal multiple(double value, BigDecimal step, RoundingMode rounding) {
    // Ignores rounding errors, so that a multiple of the step is recognised as one.
    BigDecimal steps =
        BigDecimal.valueOf(value).divide(step, 6, RoundingMode.HALF_EVEN).setScale(0, rounding);
    return steps.multiply(step);
  }

  /// Returns the smallest of 1, 2 and 5 times a power of ten that is not below a size.
  static BigDecimal step(double size) {
    int exponent = (int) Math.floor(Math.log10(size));
    for (int digit : new int[] {1, 2, 5}) {
      BigDecimal step = BigDecimal.valueOf(digit).scaleByPowerOfTen(exponent);
      if (step.doubleValue() >= size * (1 - 1e-9)) {
        return step;
      }
    }
    return BigDecimal.ONE.scaleByPowerOfTen(exponent + 1);
  }

  @Override
  public double position(double value) {
    return Math.clamp((value - low) / (high - low), 0.0, 1.0);
  }

  @Override
  public double share(double distance) {
    return distance / (high - low);
  }
}
