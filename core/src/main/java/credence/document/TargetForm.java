package credence.document;

import credence.model.ModelSpec.Target;
import credence.model.OutcomeValues;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the outcome of a spec.
final class TargetForm {
  static final String DEFAULT = "default";
  static final String GOOD = "good";
  static final String EXCLUDE = "exclude";

  private TargetForm() {}

  /// The outcome; valid only if no error was added.
  static Target read(Section section) {
    String column = section.text("column", "the name of the outcome column", true);
    Boolean missing = null;
    if (section.node("missing") instanceof Node.Scalar(String text, Node.Kind kind, int _)) {
      if (kind == Node.Kind.BOOLEAN) {
        missing = Boolean.parseBoolean(text);
      } else if (!text.equals("drop")) {
        section.addError("missing", "expected drop, true or false");
      }
    } else if (section.node("missing") != null) {
      section.addError("missing", "expected drop, true or false");
    }
    OutcomeValues values = values(section);
    section.finish();
    return new Target(column == null ? "" : column, missing, values);
  }

  /// The values of the column; null if none are listed.
  private static @Nullable OutcomeValues values(Section section) {
    boolean defaults = section.names().contains(DEFAULT);
    boolean good = section.names().contains(GOOD);
    OutcomeValues values =
        new OutcomeValues(
            section.values(DEFAULT, "the values that mean default, as in [2, Y]"),
            section.values(GOOD, "the values that mean no default, as in [1, N]"),
            section.values(EXCLUDE, "the values whose rows are excluded, as in [indeterminate]"));
    if (defaults && !good) {
      section.addError(DEFAULT, "requires good, the values that mean no default");
    }
    if (good && !defaults) {
      section.addError(GOOD, "requires default, the values that mean default");
    }
    if (section.names().contains(EXCLUDE) && !defaults && !good) {
      section.addError(EXCLUDE, "requires default and good, the values that mean each outcome");
    }
    addRepeated(section, values);
    return defaults || good ? values : null;
  }

  private static void addRepeated(Section section, OutcomeValues values) {
    List<String> repeated = values.repeated();
    if (!repeated.isEmpty()) {
      String name =
          repeated.stream().anyMatch(values.excluded()::contains)
              ? EXCLUDE
              : repeated.stream().anyMatch(values.good()::contains) ? GOOD : DEFAULT;
      section.addError(
          name,
          "expected each value in one list, once; "
              + String.join(", ", repeated)
              + (repeated.size() == 1 ? " is" : " are")
              + " repeated");
    }
  }
}
