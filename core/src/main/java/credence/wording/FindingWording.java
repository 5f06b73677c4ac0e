package credence.wording;

import credence.document.DocumentForms;
import credence.evaluation.Interval;
import credence.model.Feature.Sign;
import credence.model.Finding;
import credence.model.MissingRule;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Says what findings mean.
public final class FindingWording {
  private static final double CHANCE = 0.5;
  private static final JsonMapper MAPPER = DocumentForms.mapper();

  private FindingWording() {}

  /// What a finding means, in one or two sentences; one that a document holds as a sentence is
  /// given as it is.
  public static String of(Finding finding) {
    return switch (finding) {
      case Finding.Recorded recorded -> recorded.consequence();
      case Finding.OfData data -> ofData(data);
      case Finding.OfEvaluation evaluation -> ofEvaluation(evaluation);
      case Finding.OfFit fit -> ofFit(fit);
      case Finding.OfComparison comparison -> ofComparison(comparison);
    };
  }

  /// A finding as JSON: code, column, count, parameters and `consequence`, the text; one that a
  /// document holds as a sentence has no parameters.
  public static ObjectNode json(Finding finding) {
    return MAPPER.valueToTree(finding).asObject().put("consequence", of(finding));
  }

  private static String ofData(Finding.OfData finding) {
    return switch (finding) {
      case Finding.ConvertedType it -> "In " + it.file() + " " + conversion(it.conversion()) + ".";
      case Finding.NotANumber it ->
          Figures.rows(it.count(), "holds NaN", "hold NaN") + ", which counts as missing here.";
      case Finding.InexactIntegers it ->
          Figures.rows(it.count(), "holds an integer", "hold integers")
              + " of 2^53 or more, which were rounded to 53 bits: such numbers are ids more often"
              + " than quantities.";
      case Finding.SupersededRows it ->
          "%s of %s superseded: a customer that stands in several training sets counts once, by the newest that knows its outcome, else by the newest."
              .formatted(
                  Figures.count(it.count(), "row", "rows"),
                  Figures.count(it.customers(), "customer was", "customers were"));
      case Finding.RepeatedCustomers it -> repeatedCustomers(it);
      case Finding.MissingWithoutOutcome it ->
          Figures.rows(it.count(), "has", "have")
              + " no value and no outcome either: nothing in the data speaks for what a missing"
              + " value is filled with.";
      case Finding.MissingApplicationDates it -> missingApplicationDates(it);
      case Finding.ImmatureOutcomes it ->
          "%s an outcome that is not due %d days after the application, seen from the newest one; left out, for a default may still come."
              .formatted(Figures.rows(it.count(), "has", "have"), it.days());
      case Finding.MissingTargets it -> missingTargets(it);
    };
  }

  private static String ofEvaluation(Finding.OfEvaluation finding) {
    return switch (finding) {
      case Finding.SplitOnPositions it ->
          (it.severalSets()
                  ? "The rows are of several training sets, and their pandas indexes say nothing"
                      + " together"
                  : "The training set has no pandas index")
              + ": rows were drawn by their positions, so another order of rows or another training"
              + " set draws others.";
      case Finding.CustomersOnBothSides it ->
          Figures.count(it.count(), "customer has", "customers have")
              + " rows in training and in validation: the validation side is not wholly new to the"
              + " model, so its figures flatter.";
      case Finding.UnscorableValidationRows it ->
          Figures.rows(it.count(), "of the validation side has", "of the validation side have")
              + " an input that the model refuses and validate nothing: serving would answer such"
              + " applicants with an error.";
      case Finding.ValidationRuleDiffers it -> validationRuleDiffers(it);
      case Finding.FewDefaulters it ->
          Figures.count(it.count(), "customer", "customers")
              + " of the validation side defaulted: "
              + auc(it.auc(), it.interval());
    };
  }

  private static String ofComparison(Finding.OfComparison finding) {
    return switch (finding) {
      case Finding.MayHaveBeenSeen it ->
          "%s of the champion %s gone or changed, so the champion may have been fitted to the customers that judge it here: its figures may flatter it."
              .formatted(
                  String.join(", ", it.setsGone()), it.setsGone().size() == 1 ? "is" : "are");
      case Finding.JudgedBefore it ->
          "Customers of these training sets have judged %s before: the more they judge, the likelier one of them looks good by luck."
              .formatted(Figures.count(it.count(), "other candidate", "other candidates"));
      case Finding.UnscorableRows it ->
          Figures.rows(it.count(), "has", "have")
              + " an input that one of the two models refuses and judge nothing.";
      case Finding.FirstChampion it ->
          "The first version becomes champion whatever its gates say; %s of %s did not pass."
              .formatted(Figures.count(it.count()), Figures.count(it.gates()));
    };
  }

  private static String ofFit(Finding.OfFit finding) {
    return switch (finding) {
      case Finding.ConstantFeature _ ->
          "It has one value in all rows of the training side: nothing can be learnt from it.";
      case Finding.SeparatingFeature _ ->
          "It alone tells defaults from the others without a mistake: look whether it was known at"
              + " the application, or came with the outcome.";
      case Finding.SeparatedClasses _ ->
          "The model tells the training side apart without a mistake: only the penalty holds the"
              + " coefficients, and the probabilities are too sure of themselves.";
      case Finding.NoStandardErrors _ ->
          "How far the coefficients would stray with other customers cannot be told: features say"
              + " nearly the same, or all rows are of one customer.";
      case Finding.RoundingFloor _ ->
          "The solver came as near to the optimum as doubles allow, which is short of the"
              + " tolerance: features of very different scales do this.";
      case Finding.NotConverged _ ->
          "The solver gave up before the optimum: the coefficients are not those that the spec asks"
              + " for. Allow more iterations or standardise the features.";
      case Finding.UnexpectedSign it ->
          "Its coefficient is %s, against the spec's expectation: the data may be skewed, or another feature says the same."
              .formatted(it.sign() == Sign.POSITIVE ? "positive" : "negative");
      case Finding.InterceptPenalty it ->
          "Its coefficient is %s with the intercept penalised and %s with it free: it stands in for the intercept, and the fit depends on the features' units."
              .formatted(Figures.coefficient(it.penalised()), Figures.coefficient(it.free()));
    };
  }

  private static String conversion(Finding.Conversion conversion) {
    return switch (conversion) {
      case BOOLEANS_TO_NUMBERS -> "truth values were read as the numbers 1 and 0";
      case NUMBERS_TO_BOOLEANS -> "the numbers 1 and 0 were read as true and false";
      case INTEGERS_TO_LEVELS ->
          "integers were read as levels; a request has to give them as texts";
      case BOOLEANS_TO_LEVELS ->
          "truth values were read as the levels true and false; a request has to give them as texts";
    };
  }

  private static String repeatedCustomers(Finding.RepeatedCustomers it) {
    String count =
        Figures.count(it.count(), "customer stands", "customers stand") + " more than once";
    return switch (it.duplicates()) {
      case KEEP ->
          count
              + "; every row counts. Rows of one customer are not independent: intervals are"
              + " clustered by customer, and those by rows are too narrow.";
      case FIRST ->
          count
              + "; within a training set the first row counts, and "
              + Figures.count(it.rows(), "row", "rows")
              + " were left out.";
      case REJECT -> count + ", each in several training sets; every row counts.";
    };
  }

  private static String missingApplicationDates(Finding.MissingApplicationDates it) {
    String count = Figures.rows(it.count(), "has", "have");
    return switch (it.needed()) {
      case OUTCOME ->
          count + " no application date, so whether the outcome is due cannot be told; left out.";
      case SPLIT -> count + " no application date and stand on neither side of the split.";
    };
  }

  private static String missingTargets(Finding.MissingTargets it) {
    String count =
        Figures.count(it.count())
            + " of "
            + Figures.rows(it.rows(), "has no outcome", "have no outcome");
    Boolean meaning = it.meaning();
    if (meaning == null) {
      return count + " and were left out: what is learnt holds for the others.";
    }
    return meaning
        ? count + " and count as defaults: an outcome not yet seen is no default."
        : count + " and count as no defaults: an outcome not yet seen is not a good customer.";
  }

  private static String validationRuleDiffers(Finding.ValidationRuleDiffers it) {
    return "A missing value is %s in training and serving but %s in validation, in %s of the validation side: the figures of validation are not those of the model that serves; the figures as served are."
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
      return "with one class alone there is no AUC.";
    }
    if (interval == null) {
      return "too few of one class to say how good the AUC is.";
    }
    return "the AUC as served is %s, but its 95 %% interval goes from %s%s"
        .formatted(
            Figures.measure(auc),
            Figures.range(interval.low(), interval.high()),
            interval.contains(CHANCE)
                ? " and holds 0.5: the model may rank no better than chance."
                : ": too wide to tell a good model from a poor one.");
  }
}
