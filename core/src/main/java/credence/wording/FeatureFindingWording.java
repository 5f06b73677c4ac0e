package credence.wording;

import credence.model.Finding;
import java.util.List;

/// Renders findings about features as text.
final class FeatureFindingWording {
  /// How many features a sentence names at most.
  private static final int NAMED_MAX = 10;

  /// The variance inflation factor from which on its digits are rounding errors.
  private static final double INFLATION_MAX = 10_000;

  private FeatureFindingWording() {}

  /// A finding as one or two sentences.
  static String of(Finding.OfFeature finding) {
    return switch (finding) {
      case Finding.LikelyLeak it ->
          "It alone ranks defaults with an AUC of %s (95 %% interval %s): check whether it was known at application time or leaks the outcome."
              .formatted(
                  Figures.measure(it.auc()),
                  Figures.range(it.interval().low(), it.interval().high()));
      case Finding.ManyLevels it ->
          "It has %s in %s: rare levels have imprecise coefficients, and new levels are likely in later data. Group the levels, or remove the feature."
              .formatted(
                  Figures.count(it.count(), "level", "levels"),
                  Figures.count(it.rows(), "training row", "training rows"));
      case Finding.MostlyFilled it ->
          "%s of %s no value, so most of its values are filled."
              .formatted(Figures.count(it.count()), Figures.rows(it.rows(), "has", "have"));
      case Finding.MissingPredictsDefault it -> missingPredictsDefault(it);
      case Finding.DuplicateFeatures it ->
          "In %s examined, %s the same as this feature or a linear function of it: the data do not determine their separate effects. Keep one of them."
              .formatted(Figures.count(it.count(), "row", "rows"), named(it.others(), "is", "are"));
      case Finding.CollinearFeatures it -> collinear(it);
      case Finding.ExtremeValues it ->
          "%s %s of its total squared deviation from the median, so the coefficient depends on %s. Check the values, clip the feature or take its logarithm."
              .formatted(
                  Figures.rows(
                      it.count(),
                      "with an extreme value accounts for",
                      "with extreme values account for"),
                  Figures.percent(it.share()),
                  it.count() == 1 ? "it" : "them");
      case Finding.ShrunkByUnits it ->
          "Its coefficient is %s, but about %s without the penalty: in this unit the penalty almost removes the feature. Standardise it."
              .formatted(Figures.coefficient(it.penalised()), Figures.coefficient(it.free()));
    };
  }

  private static String missingPredictsDefault(Finding.MissingPredictsDefault it) {
    String[] rates = Figures.distinctPercents(it.rate(), it.otherRate());
    String others =
        it.others().isEmpty()
            ? ""
            : " For these customers, " + named(it.others(), "is", "are") + " missing as well.";
    return "About %s of customers without a value default, and %s of the others: a filled value hides this difference. Add a feature that states whether the value is missing.%s"
        .formatted(rates[0], rates[1], others);
  }

  private static String collinear(Finding.CollinearFeatures it) {
    String factor =
        it.inflation() >= INFLATION_MAX
            ? "above " + Figures.count((long) INFLATION_MAX)
            : "of " + Figures.chosen(Math.floor(10 * it.inflation()) / 10);
    String with = it.others().isEmpty() ? "the other features" : named(it.others(), "", "").strip();
    return "It is nearly a linear function of %s, with a variance inflation factor %s: coefficients of collinear features vary strongly from sample to sample. Remove or combine features."
        .formatted(with, factor);
  }

  /// Some names with a verb: `a is`, `a and b are`.
  private static String named(List<String> names, String one, String several) {
    if (names.size() == 1) {
      return names.getFirst() + " " + one;
    }
    List<String> first =
        names.size() > NAMED_MAX ? names.subList(0, NAMED_MAX) : names.subList(0, names.size() - 1);
    String last =
        names.size() > NAMED_MAX
            ? Figures.count(names.size() - (long) NAMED_MAX, "other", "others")
            : names.getLast();
    return String.join(", ", first) + " and " + last + " " + several;
  }
}
