package credence.wording;

import credence.document.DocumentForms;
import credence.evaluation.Interval;
import credence.model.Comparison.SideDoubt;
import credence.model.Feature.Sign;
import credence.model.Finding;
import credence.model.MissingRule;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Renders findings as text.
public final class FindingWording {
  private static final double CHANCE = 0.5;
  private static final JsonMapper MAPPER = DocumentForms.mapper();

  private FindingWording() {}

  /// A finding as one or two sentences; one stored as a sentence is unchanged.
  public static String of(Finding finding) {
    return switch (finding) {
      case Finding.Recorded recorded -> recorded.consequence();
      case Finding.OfData data -> ofData(data);
      case Finding.OfEvaluation evaluation -> ofEvaluation(evaluation);
      case Finding.OfFit fit -> ofFit(fit);
      case Finding.OfFeature feature -> FeatureFindingWording.of(feature);
      case Finding.OfComparison comparison -> ofComparison(comparison);
    };
  }

  /// A finding as JSON: code, column, count, parameters and `consequence`, the text; one stored as
  /// a sentence has no parameters.
  public static ObjectNode json(Finding finding) {
    return MAPPER.valueToTree(finding).asObject().put("consequence", of(finding));
  }

  private static String ofData(Finding.OfData finding) {
    return switch (finding) {
      case Finding.ConvertedType it -> "In " + it.file() + " " + conversion(it.conversion()) + ".";
      case Finding.NotANumber it ->
          Figures.rows(it.count(), "contains NaN", "contain NaN")
              + ", which is treated as missing.";
      case Finding.InexactIntegers it ->
          Figures.rows(it.count(), "contains an integer", "contain integers")
              + " of 2^53 or more, which were rounded to 53 bits; such numbers are usually ids, "
              + "not quantities.";
      case Finding.SupersededRows it ->
          "%s of %s superseded: a customer that appears in several training sets is used once, from the newest set with its outcome, otherwise from the newest."
              .formatted(
                  Figures.count(it.count(), "row", "rows"),
                  Figures.count(it.customers(), "customer was", "customers were"));
      case Finding.RepeatedCustomers it -> repeatedCustomers(it);
      case Finding.MissingWithoutOutcome it ->
          Figures.rows(it.count(), "has", "have")
              + " neither a value nor an outcome: the data do not support any fill value.";
      case Finding.MissingApplicationDates it -> missingApplicationDates(it);
      case Finding.ImmatureOutcomes it ->
          String.format(
              Locale.ROOT,
              "%s an outcome that is not yet due: fewer than %d days between its application and the newest one. Excluded, because a default may still occur.",
              Figures.rows(it.count(), "has", "have"),
              it.days());
      case Finding.MissingTargets it -> missingTargets(it);
      case Finding.IndependentRows it -> independentRows(it);
      case Finding.ExcludedOutcomes it ->
          "%s of %s an outcome that the spec excludes, and %s: the model applies only to the rest."
              .formatted(
                  Figures.count(it.count()),
                  Figures.rows(it.rows(), "has", "have"),
                  it.count() == 1 ? "was excluded" : "were excluded");
    };
  }

  private static String ofEvaluation(Finding.OfEvaluation finding) {
    return switch (finding) {
      case Finding.SplitOnPositions it ->
          (it.severalSets()
                  ? "There are several training sets, so their pandas indexes are not usable"
                      + " together"
                  : "The training set has no pandas index")
              + ": rows were sampled by position, so another order of rows or another training "
              + "set changes the sample.";
      case Finding.CustomersOnBothSides it ->
          Figures.count(it.count(), "customer has", "customers have")
              + " rows in training and in validation: the model has partly seen the validation "
              + "data, so the metrics are optimistic.";
      case Finding.UnscorableValidationRows it ->
          Figures.rows(it.count(), "of the validation side has", "of the validation side have")
              + " an input that the model rejects and were excluded from validation: in serving, "
              + "such requests get an error.";
      case Finding.ValidationRuleDiffers it -> validationRuleDiffers(it);
      case Finding.PsiMaxDeprecated _ ->
          "The gate psi-max is deprecated: it compares the scores with the champion's, so it fails "
              + "a candidate that is better. Use stability-psi-max, which compares the scores of "
              + "the newest customers with those of earlier ones.";
      case Finding.FewDefaulters it ->
          Figures.count(it.count(), "customer", "customers")
              + " of the validation side defaulted: "
              + auc(it.auc(), it.interval());
      case Finding.SeparatedValidation it ->
          "The model separates the classes of the validation side perfectly, with %s of the rarer class: check whether a feature was known at application time or leaks the outcome."
              .formatted(Figures.count(it.count(), "customer", "customers"));
      case Finding.PenaltyTooStrong it ->
          "The calibration slope on the validation side is %s, with a 95 %% interval of %s: the penalty is too strong, so the probabilities differ too little between customers. Increase C, or standardise the features."
              .formatted(
                  Figures.measure(it.slope()),
                  Figures.range(it.interval().low(), it.interval().high()));
    };
  }

  private static String ofComparison(Finding.OfComparison finding) {
    return switch (finding) {
      case Finding.MayHaveBeenSeen it ->
          "%s of the champion %s missing or changed, so the champion may have been fitted to the customers of this comparison: its metrics may be optimistic."
              .formatted(
                  String.join(", ", it.setsGone()), it.setsGone().size() == 1 ? "is" : "are");
      case Finding.SidesNotReproduced it ->
          "The sides of %s cannot be reproduced: %s. So %s may have been fitted to the customers of this comparison, and its metrics may be optimistic; train it again to compare it."
              .formatted(
                  it.version(),
                  notReproduced(it.doubt()),
                  it.candidate() ? "the candidate" : "the champion");
      case Finding.JudgedBefore it ->
          "%s already been compared on these customers; repeated use inflates apparent performance."
              .formatted(Figures.count(it.count(), "other version has", "other versions have"));
      case Finding.OutcomesDiffer _ ->
          "The champion was trained to predict another outcome: its target is another column, or "
              + "gives the values of the column another meaning. Both models are evaluated on the "
              + "candidate's outcome, so the champion's metrics may be too low.";
      case Finding.ComparedByRows it -> comparedByRows(it);
      case Finding.UnscorableRows it ->
          Figures.rows(it.count(), "has", "have")
              + " an input that one of the two models rejects and were excluded from the comparison.";
      case Finding.FirstChampion it ->
          "The first version becomes champion regardless of its gates; %s of %s did not pass."
              .formatted(Figures.count(it.count()), Figures.count(it.gates()));
    };
  }

  private static String ofFit(Finding.OfFit finding) {
    return switch (finding) {
      case Finding.ConstantFeature _ ->
          "It has the same value in all training rows, so it carries no information.";
      case Finding.SeparatingFeature _ ->
          "It separates defaults from non-defaults perfectly on its own: check whether it was "
              + "known at application time or leaks the outcome.";
      case Finding.SeparatedClasses _ ->
          "The model separates the training classes perfectly: only the penalty bounds the "
              + "coefficients, and the probabilities are overconfident.";
      case Finding.NoStandardErrors _ ->
          "Standard errors of the coefficients could not be estimated: features are nearly "
              + "collinear, or all rows belong to one customer.";
      case Finding.TooFewForStandardErrors it ->
          "Only %s: too few for standard errors of the coefficients, which require at least %s."
              .formatted(rarer(it.count(), it.defaulted()), Figures.count(it.least()));
      case Finding.FewEventsPerCoefficient it ->
          "%s, %s for each of %s: with fewer than 10, coefficients vary strongly from sample to sample. Use fewer features, or more training data."
              .formatted(
                  rarer(it.count(), it.defaulted()),
                  Figures.chosen(Math.floor(10.0 * it.count() / it.coefficients()) / 10),
                  Figures.count(it.coefficients(), "coefficient", "coefficients"));
      case Finding.RoundingFloor _ ->
          "The solver reached the limit of double precision before the tolerance was met; this "
              + "happens with features of very different scales.";
      case Finding.NotConverged _ ->
          "The solver did not converge: the coefficients are not the optimum that the spec "
              + "defines. Increase the maximum number of iterations or standardise the features.";
      case Finding.UnexpectedSign it ->
          "Its coefficient is %s, contrary to the spec's expectation: the data may be biased, or another feature may be correlated with it."
              .formatted(it.sign() == Sign.POSITIVE ? "positive" : "negative");
      case Finding.InterceptPenalty it ->
          "Its coefficient is %s with the intercept penalised and %s with it free: it acts as a proxy for the intercept, and the fit depends on the features' units."
              .formatted(Figures.coefficient(it.penalised()), Figures.coefficient(it.free()));
    };
  }

  private static String rarer(long count, boolean defaulted) {
    return Figures.count(count, "customer", "customers")
        + " of the training side "
        + (defaulted ? "defaulted" : "did not default");
  }

  private static String conversion(Finding.Conversion conversion) {
    return switch (conversion) {
      case BOOLEANS_TO_NUMBERS -> "booleans were converted to the numbers 1 and 0";
      case NUMBERS_TO_BOOLEANS -> "the numbers 1 and 0 were converted to booleans";
      case INTEGERS_TO_LEVELS ->
          "integers were converted to levels; in requests, write them as integers or strings";
      case BOOLEANS_TO_LEVELS -> "booleans were converted to the levels true and false";
    };
  }

  private static String notReproduced(SideDoubt doubt) {
    return switch (doubt) {
      case DIGEST_DIFFERS -> "its training sets yield other customers than in training";
      case COUNTS_DIFFER ->
          "its training sets yield other numbers of rows, customers or defaults than in training";
      case ZONE_UNKNOWN ->
          "its application dates have a time zone, and the build that trained it used their days in the time zone of the machine, which is unknown";
    };
  }

  private static String repeatedCustomers(Finding.RepeatedCustomers it) {
    String count =
        Figures.count(it.count(), "customer appears", "customers appear") + " more than once";
    return switch (it.duplicates()) {
      case KEEP ->
          count
              + "; every row is used. Rows of one customer are not independent: intervals are "
              + "clustered by customer, and intervals that treat rows as independent are too "
              + "narrow.";
      case FIRST ->
          count
              + "; within a training set only the first row is used, and "
              + Figures.count(it.rows(), "row", "rows")
              + " were excluded.";
      case REJECT -> count + ", each in several training sets; every row is used.";
    };
  }

  private static String independentRows(Finding.IndependentRows it) {
    return "The spec has no id, so each row is treated as a different customer: if customers appear more than once, intervals are too narrow and held-out rows may belong to customers of the training side. %s the same features as an earlier row."
        .formatted(Figures.rows(it.repeated(), "has", "have"));
  }

  private static String comparedByRows(Finding.ComparedByRows it) {
    String candidate =
        "The candidate's spec has no id, so each row is treated as a different customer, and "
            + "intervals are too narrow if customers appear more than once.";
    String champion =
        "The champion's spec has no id, so rows with the same features as one that it was fitted to "
            + "were excluded; other rows of the same customers are not recognised, and its metrics "
            + "may be optimistic.";
    return it.candidate() && it.champion()
        ? candidate + " " + champion
        : it.candidate() ? candidate : champion;
  }

  private static String missingApplicationDates(Finding.MissingApplicationDates it) {
    String count = Figures.rows(it.count(), "has", "have");
    return switch (it.needed()) {
      case OUTCOME ->
          count + " no application date, so it is unknown whether the outcome is due; excluded.";
      case SPLIT -> count + " no application date and belong to neither side of the split.";
    };
  }

  private static String missingTargets(Finding.MissingTargets it) {
    String count =
        Figures.count(it.count())
            + " of "
            + Figures.rows(it.rows(), "has no outcome", "have no outcome");
    Boolean meaning = it.meaning();
    if (meaning == null) {
      return count + " and were excluded: the model applies only to the rest.";
    }
    return meaning
        ? count
            + " and are treated as defaults, although an outcome that is not yet known is not a default."
        : count
            + " and are treated as non-defaults, although an outcome that is not yet known may become a default.";
  }

  private static String validationRuleDiffers(Finding.ValidationRuleDiffers it) {
    return "A missing value is filled with %s in training and serving but with %s in validation, in %s of the validation side: only the metrics as served describe the model in production."
        .formatted(
            rule(it.serving()), rule(it.validation()), Figures.count(it.count(), "row", "rows"));
  }

  private static String rule(MissingRule rule) {
    return switch (rule) {
      case MissingRule.Reject _ -> "rejected";
      case MissingRule.FixedNumber(double value) -> Figures.chosen(value);
      case MissingRule.TrainingMedian _ -> "the training side's median";
      case MissingRule.FixedBoolean(boolean value) -> Boolean.toString(value);
      case MissingRule.FixedLevel(String level) -> "the level " + level;
    };
  }

  private static String auc(@Nullable Double auc, @Nullable Interval interval) {
    if (auc == null) {
      return "with only one class the AUC is undefined.";
    }
    if (interval == null) {
      return "too few of one class to estimate the precision of the AUC.";
    }
    return "the AUC as served is %s, but its 95 %% interval is %s%s"
        .formatted(
            Figures.measure(auc),
            Figures.range(interval.low(), interval.high()),
            interval.contains(CHANCE)
                ? " and includes 0.5: the model may rank no better than chance."
                : ": too wide to distinguish a good model from a poor one.");
  }
}
