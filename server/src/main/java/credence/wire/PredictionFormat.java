package credence.wire;

import credence.bytes.ByteSink;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/// The format of probabilities: rounded to a number of decimals, half to even on the exact value of
/// the double, without trailing zeros (`0.1495`, `0.15`, `0`, `1`); or in full, as the shortest
/// decimal that parses to the same double.
///
/// Up to [#DECIMALS_FAST_MAX] decimals are rounded exactly in double arithmetic. Let s < 2⁵² be the
/// double nearest to p · 10ⁿ. Every half w + ½ is a double, and rounding to the nearest double is
/// monotone, so s is on the same side of a half as the exact product, unless s equals that half. In
/// that case, the sign of the product's error, which a fused multiply-add computes exactly,
/// determines the side; only an error of 0 is a tie.
public final class PredictionFormat {
  /// The default number of decimals.
  public static final int DECIMALS_DEFAULT = 4;

  /// The maximum number of decimals; further decimals of a double are not significant.
  public static final int DECIMALS_MAX = 17;

  /// Writes probabilities in full.
  public static final PredictionFormat FULL = new PredictionFormat(0);

  private static final int DECIMALS_FAST_MAX = 15;

  private final int decimals;
  private final double scale;

  private PredictionFormat(int decimals) {
    this.decimals = decimals;
    this.scale = Math.pow(10, decimals);
  }

  /// Rounds to a number of decimals.
  ///
  /// @param decimals 1 to [#DECIMALS_MAX]
  /// @throws IllegalArgumentException if the number is out of range
  public static PredictionFormat rounded(int decimals) {
    if (decimals < 1 || decimals > DECIMALS_MAX) {
      throw new IllegalArgumentException("expected 1 to " + DECIMALS_MAX + " decimals");
    }
    return new PredictionFormat(decimals);
  }

  /// A probability as the text of a JSON number.
  ///
  /// @param probability in [0, 1]
  /// @throws IllegalArgumentException if it is out of range
  public String text(double probability) {
    ByteSink text = new ByteSink();
    write(probability, text);
    return new String(text.array(), 0, text.size(), StandardCharsets.US_ASCII);
  }

  /// Writes a probability as a JSON number.
  ///
  /// @param probability in [0, 1]
  /// @throws IllegalArgumentException if it is out of range
  public void write(double probability, ByteSink into) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException("expected a probability in [0, 1]");
    }
    if (decimals == 0) {
      writeFull(probability, into);
    } else {
      writeUnits(
          decimals <= DECIMALS_FAST_MAX ? rounded(probability) : roundedAtLength(probability),
          into);
    }
  }

  /// The digits of [Double#toString(double)]; `0` and `1` without a decimal point.
  private static void writeFull(double probability, ByteSink into) {
    String text = Double.toString(Math.abs(probability)).replace(".0E", "E");
    into.write(text.endsWith(".0") ? text.substring(0, text.length() - 2) : text);
  }

  /// The probability in units of the last decimal.
  private long rounded(double probability) {
    double scaled = probability * scale;
    long units = (long) scaled;
    double rest = scaled - units;
    if (rest == 0.5) {
      double error = Math.fma(probability, scale, -scaled);
      boolean up = error == 0 ? (units & 1) == 1 : error > 0;
      return up ? units + 1 : units;
    }
    return rest > 0.5 ? units + 1 : units;
  }

  private long roundedAtLength(double probability) {
    return new BigDecimal(probability)
        .setScale(decimals, RoundingMode.HALF_EVEN)
        .unscaledValue()
        .longValueExact();
  }

  private void writeUnits(long units, ByteSink into) {
    if (units == 0 || units == (long) scale) {
      into.writeByte(units == 0 ? '0' : '1');
      return;
    }
    int digits = decimals;
    long rest = units;
    while (rest % 10 == 0) {
      rest /= 10;
      digits--;
    }
    into.writeFraction(rest, digits);
  }
}
