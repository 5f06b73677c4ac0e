package credence.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The encoding of a number: missing-value rule, then clip, logarithm and standardisation, each
/// optional.
///
/// @param name the input's name
/// @param fill the value that replaces a missing one, before the transformation; null if missing
///   values are rejected
/// @param clip the range to which values are clipped; null if not clipped
/// @param logarithm whether the natural logarithm is taken
/// @param standardisation the mean and standard deviation of the last step; null if not
///   standardised
public record NumberEncoding(
    String name,
    @Nullable Double fill,
    Transformation.@Nullable Clip clip,
    boolean logarithm,
    @Nullable Standardisation standardisation)
    implements Encoding {

  /// The training side's location and scale, after clip and logarithm.
  ///
  /// @param mean the mean, subtracted
  /// @param deviation the standard deviation (divisor n), divided by; above 0
  public record Standardisation(double mean, double deviation) {}

  @Override
  public Input.NumberInput input(ValueRule rule) {
    return new Input.NumberInput(name, fill);
  }

  @Override
  public List<String> columnNames() {
    return List.of(name);
  }

  /// The encoded number.
  ///
  /// @param raw the value, NaN when missing
  /// @return the encoded value, NaN if rejected
  public double encode(double raw) {
    double x = Double.isNaN(raw) ? fillOrNaN() : raw;
    if (clip != null) {
      x = Math.min(Math.max(x, clip.low()), clip.high());
    }
    if (logarithm) {
      x = x > 0 ? StrictMath.log(x) : Double.NaN;
    }
    if (standardisation != null) {
      x = (x - standardisation.mean()) / standardisation.deviation();
    }
    return x;
  }

  /// The value that replaces a missing one before the transformation, NaN if missing values are
  /// rejected.
  public double fillOrNaN() {
    return fill == null ? Double.NaN : fill;
  }

  /// Whether a given value is its own encoding.
  public boolean isIdentity() {
    return clip == null && !logarithm && standardisation == null;
  }

  @Override
  public void encode(double raw, double[] into, int offset) {
    into[offset] = encode(raw);
  }

  @Override
  public double contribution(double raw, double[] coefficients, int offset) {
    return coefficients[offset] * encode(raw);
  }

  @Override
  public @Nullable ValueError valueError(double raw) {
    if (Double.isNaN(raw) && fill == null) {
      return ValueError.MISSING;
    }
    return Double.isNaN(encode(raw)) ? ValueError.NOT_POSITIVE : null;
  }

  @Override
  public NumberEncoding withMissing(MissingRule rule) {
    Double value =
        switch (rule) {
          case MissingRule.Reject _ -> null;
          case MissingRule.FixedNumber fixed -> fixed.value();
          default -> throw new IllegalArgumentException("no rule for a number: " + rule);
        };
    return new NumberEncoding(name, value, clip, logarithm, standardisation);
  }
}
