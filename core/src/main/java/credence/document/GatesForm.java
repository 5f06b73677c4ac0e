package credence.document;

import credence.model.Gates;
import credence.model.Gates.Range;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads and writes the section `gates` of a spec.
final class GatesForm {
  private static final String AUC_MIN = "auc-min";
  private static final String AUC_LOSS_MAX = "auc-loss-max";
  private static final String OBSERVED_TO_EXPECTED = "observed-to-expected";
  private static final String CALIBRATION_SLOPE = "calibration-slope";
  private static final String PSI_MAX = "psi-max";
  private static final String STABILITY_PSI_MAX = "stability-psi-max";
  private static final String ROWS_MIN = "rows-min";
  private static final String DEFAULTERS_MIN = "defaulters-min";
  private static final long COUNT_MAX = 1_000_000_000_000L;

  private GatesForm() {}

  static Gates read(Section section) {
    Gates gates =
        new Gates(
            section.numberOrNull(AUC_MIN, "an area in (0, 1)", n -> n > 0 && n < 1),
            section.numberOrNull(AUC_LOSS_MAX, "a difference in [0, 1)", n -> n >= 0 && n < 1),
            range(section, OBSERVED_TO_EXPECTED),
            range(section, CALIBRATION_SLOPE),
            section.numberOrNull(PSI_MAX, "a number above 0", n -> n > 0),
            section.numberOrNull(STABILITY_PSI_MAX, "a number above 0", n -> n > 0),
            count(section, ROWS_MIN),
            count(section, DEFAULTERS_MIN));
    section.finish();
    return gates;
  }

  /// A range of ratios, or null if absent.
  static @Nullable Range range(Section section, String name) {
    List<Double> ends =
        section.pairOrNull(
            name, "the minimum and maximum value, as in [0.8, 1.25]", (a, b) -> a > 0 && a < b);
    return ends == null ? null : new Range(ends.getFirst(), ends.getLast());
  }

  private static @Nullable Long count(Section section, String name) {
    return section.node(name) == null ? null : (Long) section.whole(name, 1, 1, COUNT_MAX);
  }

  /// The gates that are set; empty if there are none.
  static Map<String, Object> write(Gates gates) {
    Map<String, Object> out = new LinkedHashMap<>();
    put(out, AUC_MIN, gates.aucMin());
    put(out, AUC_LOSS_MAX, gates.aucLossMax());
    put(out, OBSERVED_TO_EXPECTED, ends(gates.observedToExpected()));
    put(out, CALIBRATION_SLOPE, ends(gates.calibrationSlope()));
    put(out, PSI_MAX, gates.psiMax());
    put(out, STABILITY_PSI_MAX, gates.stabilityPsiMax());
    put(out, ROWS_MIN, gates.rowsMin());
    put(out, DEFAULTERS_MIN, gates.defaultersMin());
    return out;
  }

  /// The ends of a range, or null if there is none.
  static @Nullable List<Double> ends(@Nullable Range range) {
    return range == null ? null : List.of(range.low(), range.high());
  }

  private static void put(Map<String, Object> out, String name, @Nullable Object value) {
    if (value != null) {
      out.put(name, value);
    }
  }
}
