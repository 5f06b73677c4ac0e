package credence.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The encoding of a boolean: 1 for true, 0 for false.
///
/// @param name the input's name
/// @param fill the value that replaces a missing one; null if missing values are rejected
public record BooleanEncoding(String name, @Nullable Boolean fill) implements Encoding {
  @Override
  public Input.BooleanInput input(ValueRule rule) {
    return new Input.BooleanInput(name, fill, rule);
  }

  @Override
  public List<String> columnNames() {
    return List.of(name);
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
    return Double.isNaN(encode(raw)) ? ValueError.MISSING : null;
  }

  @Override
  public BooleanEncoding withMissing(MissingRule rule) {
    return new BooleanEncoding(
        name,
        switch (rule) {
          case MissingRule.Reject _ -> null;
          case MissingRule.FixedBoolean fixed -> fixed.value();
          default -> throw new IllegalArgumentException("no rule for a boolean: " + rule);
        });
  }

  private double encode(double raw) {
    if (Double.isNaN(raw)) {
      return fill == null ? Double.NaN : fill ? 1 : 0;
    }
    return raw;
  }
}
