package credence.console;

import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.wording.Figures;
import credence.wording.ModelWording;
import credence.wording.TargetWording;
import java.util.ArrayList;
import java.util.List;

/// The limitations of a version as sentences.
final class Limitations {
  private static final long FEW_DEFAULTERS = 100;

  private Limitations() {}

  /// Lists the limitations of a version.
  static List<String> of(ModelVersion version) {
    ModelSpec spec = version.spec();
    List<String> limitations = new ArrayList<>();
    limitations.add(
        "Outcomes are observed only for accepted applicants; the data do not show how declined"
            + " applicants would have performed. All metrics apply to accepted applicants, and"
            + " probabilities for applicants unlike them are extrapolations.");
    limitations.add(
        "The model was trained on the customers and the period of its training sets. Other"
            + " populations, especially later ones, may differ; the reference distributions in its"
            + " document serve to detect this.");
    limitations.add(horizon(spec));
    limitations.add(missingOutcomes(spec));
    long defaulters = version.evaluation().validationAsServed().balance().defaulters();
    if (defaulters < FEW_DEFAULTERS) {
      limitations.add(
          "The precision of all metrics is limited by the number of held-out defaulters: %s."
              .formatted(Figures.count(defaulters)));
    }
    limitations.add(
        "Feature effects are not causal: they describe how the model computes the probability, not"
            + " what would happen if a value were changed. Inputs are correlated with each other and"
            + " with factors that are not in the data.");
    limitations.addAll(ModelWording.of(version).limitations());
    return limitations;
  }

  private static String horizon(ModelSpec spec) {
    ModelSpec.OutcomeWindow window = spec.outcomeWindow();
    Integer days = window == null ? null : window.outcomeKnownAfterDays();
    return days == null
        ? "The spec does not define an outcome window: the probability is that of %s being %s, over whatever period that column covers."
            .formatted(spec.target().column(), TargetWording.defaultValue(spec.target()))
        : "An outcome is considered known %s after the application; later defaults are not predicted."
            .formatted(Figures.count(days, "day", "days"));
  }

  private static String missingOutcomes(ModelSpec spec) {
    Boolean missing = spec.target().missing();
    if (missing == null) {
      return "Rows without an outcome were excluded: if applicants without a known outcome differ"
          + " from the others, the model does not reflect this.";
    }
    return "A missing outcome is treated as %s, although it is not known yet."
        .formatted(missing ? "a default" : "a non-default");
  }
}
