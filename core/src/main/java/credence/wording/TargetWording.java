package credence.wording;

import credence.model.ModelSpec.Target;
import credence.model.OutcomeValues;
import java.util.List;

/// Describes the outcome that a model predicts.
public final class TargetWording {
  private TargetWording() {}

  /// The condition of a default on the outcome column, for example `true`, or `2 or Y`.
  public static String defaultValue(Target target) {
    OutcomeValues values = target.values();
    if (values == null) {
      return "true";
    }
    List<String> defaults = values.defaults();
    int last = defaults.size() - 1;
    return last == 0
        ? defaults.getFirst()
        : String.join(", ", defaults.subList(0, last)) + " or " + defaults.get(last);
  }
}
