package credence.console;

import credence.model.ModelVersion.InputReference;
import credence.model.ModelVersion.ValueRange;
import credence.model.ModelVersion.ValueScale;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A change of a number by which its effect is described: 1 for a count, 0.01 for a share,
/// otherwise a round number within the interquartile range.
///
/// @param size the size of the change, above 0
/// @param signed the change; negative if an increase would exceed the values of the training rows
/// @param unit a power of ten, to a tenth of which values are rounded
record NumberStep(double size, double signed, double unit) {
  /// An integer with a greater interquartile range is treated as an amount.
  private static final double COUNT_SPREAD_MAX = 10;

  private static final double SHARE_STEP = 0.01;

  /// Chooses the step of a number. Without a [ValueScale], which documents of earlier formats lack,
  /// it is the greatest power of ten that does not exceed a fifth of the central 80 % of the
  /// values.
  ///
  /// @param typical the value from which it is changed
  /// @param spread the distance of the 10th from the 90th percentile
  static NumberStep of(InputReference reference, double typical, double spread) {
    ValueScale scale = reference.scale();
    if (scale == null) {
      double step = power((spread > 0 ? spread : Math.max(1, Math.abs(typical))) / 5);
      return new NumberStep(step, step, step);
    }
    double step = step(scale, reference.range(), typical);
    ValueRange range = reference.range();
    boolean exceeds =
        range != null && typical + step > range.high() && typical - step >= range.low();
    return new NumberStep(step, exceeds ? -step : step, power(step));
  }

  private static double step(ValueScale scale, @Nullable ValueRange range, double typical) {
    Double other = scale.otherMedian();
    double apart = other == null ? 0 : Math.abs(other - typical);
    double quartiles = scale.upperQuartile() - scale.lowerQuartile();
    double spread = quartiles > 0 ? quartiles : apart;
    if (scale.whole() && spread <= COUNT_SPREAD_MAX) {
      return 1;
    }
    boolean share = range != null && range.low() >= 0 && range.high() <= 1;
    if (share && (quartiles == 0 || quartiles >= SHARE_STEP)) {
      return SHARE_STEP;
    }
    return spread > 0 ? round(spread) : 1;
  }

  /// The greatest of 1, 2 and 5 times a power of ten that does not exceed a size.
  private static double round(double size) {
    BigDecimal power = BigDecimal.valueOf(power(size));
    for (int digit : new int[] {5, 2}) {
      double step = power.multiply(BigDecimal.valueOf(digit)).doubleValue();
      if (step <= size) {
        return step;
      }
    }
    return power.doubleValue();
  }

  /// The greatest power of ten that does not exceed a size.
  private static double power(double size) {
    return BigDecimal.ONE.scaleByPowerOfTen((int) Math.floor(Math.log10(size))).doubleValue();
  }
}
