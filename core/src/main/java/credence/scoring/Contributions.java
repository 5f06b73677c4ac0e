package credence.scoring;

import credence.model.Encoding;
import credence.model.LogisticModel;
import credence.model.Model;
import java.util.List;

/// The contributions of a model's inputs to the log-odds of default, which are their sum and a
/// constant. Immutable.
public final class Contributions {
  private final List<Encoding> encodings;
  private final double[] coefficients;

  /// The index of the first coefficient of each encoding.
  private final int[] offsets;

  private Contributions(LogisticModel model) {
    encodings = model.encodings();
    coefficients = model.coefficients().stream().mapToDouble(Double::doubleValue).toArray();
    offsets = new int[encodings.size()];
    for (int i = 1; i < offsets.length; i++) {
      offsets[i] = offsets[i - 1] + encodings.get(i - 1).columns();
    }
  }

  /// The contributions of a model's inputs.
  public static Contributions of(Model model) {
    return switch (model) {
      case LogisticModel logistic -> new Contributions(logistic);
    };
  }

  /// The contribution of one value.
  ///
  /// @param input the input's index in [Model#inputs()]
  /// @param raw its raw value, as [credence.model.Input] defines it
  /// @return in log-odds; NaN if the value is rejected
  public double of(int input, double raw) {
    return encodings.get(input).contribution(raw, coefficients, offsets[input]);
  }
}
