package credence.console;

import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.wording.Figures;
import credence.wording.ModelWording;
import java.util.ArrayList;
import java.util.List;

/// What a version cannot say, a sentence each.
final class Limits {
  private static final long FEW_DEFAULTERS = 100;

  private Limits() {}

  /// The limits of a version.
  static List<String> of(ModelVersion version) {
    ModelSpec spec = version.spec();
    List<String> limits = new ArrayList<>();
    limits.add(
        "Outcomes exist only for applicants who were accepted. What those who were declined would"
            + " have done is not in the data: every figure here holds for the accepted, and a"
            + " probability given to somebody unlike them is an extrapolation.");
    limits.add(
        "It knows the customers of its training sets and their time. Others, later ones above all,"
            + " may differ; the distributions that are kept in its document are there to notice.");
    limits.add(horizon(spec));
    limits.add(missingOutcomes(spec));
    long defaulters = version.evaluation().validationAsServed().balance().defaulters();
    if (defaulters < FEW_DEFAULTERS) {
      limits.add(
          "What limits every figure is the number of defaulters held out: %s."
              .formatted(Figures.count(defaulters)));
    }
    limits.add(
        "What an input does to the probability is what the model computes from it, not what would"
            + " happen if somebody changed it: inputs stand in for each other, and for what is not"
            + " in the data.");
    limits.addAll(ModelWording.of(version).limitations());
    return limits;
  }

  private static String horizon(ModelSpec spec) {
    ModelSpec.OutcomeWindow window = spec.outcomeWindow();
    Integer days = window == null ? null : window.outcomeKnownAfterDays();
    return days == null
        ? "The spec does not say within which time a default counts: the probability is that of %s being true, over whatever time that column covers."
            .formatted(spec.target().column())
        : "An outcome counts as known %s after the application; what happens later is not predicted."
            .formatted(Figures.count(days, "day", "days"));
  }

  private static String missingOutcomes(ModelSpec spec) {
    Boolean missing = spec.target().missing();
    if (missing == null) {
      return "Rows without an outcome were left out: if those who have none yet differ from the"
          + " others, it does not know.";
    }
    return "A missing outcome counts as %s: an outcome not yet seen is taken for one that is known."
        .formatted(missing ? "a default" : "no default");
  }
}
