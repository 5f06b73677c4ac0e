package credence.decision;

import credence.scoring.Prediction;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Lists of inputs in one text: the names, percent-encoded, separated by a comma and a space.
public final class InputNames {
  /// Between two names.
  public static final String SEPARATOR = ", ";

  private InputNames() {}

  /// A name as lists contain it: percent-encoded, so it has no separator.
  public static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /// The missing inputs that a version filled; null if there are none.
  static @Nullable String imputed(Prediction prediction) {
    int first = prediction.nextImputed(0);
    return first < 0 ? null : list(prediction, first, prediction::nextImputed);
  }

  /// The inputs with a level unseen in training; null if there are none.
  static @Nullable String unseen(Prediction prediction) {
    int first = prediction.nextUnseen(0);
    return first < 0 ? null : list(prediction, first, prediction::nextUnseen);
  }

  private static String list(Prediction prediction, int first, IntUnaryOperator next) {
    StringBuilder names = new StringBuilder();
    for (int i = first; i >= 0; i = next.applyAsInt(i + 1)) {
      names.append(names.isEmpty() ? "" : SEPARATOR).append(encoded(prediction.inputName(i)));
    }
    return names.toString();
  }
}
