package credence.model;

import credence.evaluation.Interval;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Something that users should know about the data, the fit or a comparison: a code with its
/// parameters, never a sentence and never a customer's value. `credence.wording` renders it as
/// text.
///
/// A record's name is its code: `MissingTargets` is `missing-targets`. Its components other than
/// column and count are its parameters. Documents store all of these by name, so names must not
/// change.
public sealed interface Finding {
  /// The code, in lower case with hyphens, for example `missing-targets`.
  default String code() {
    return getClass().getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /// The column that it concerns; null if it concerns no particular column.
  default @Nullable String column() {
    return null;
  }

  /// How many rows, customers or values it concerns, at least 0.
  long count();

  /// A finding of an earlier document format, which holds a sentence.
  ///
  /// @param consequence the sentence
  record Recorded(String code, @Nullable String column, long count, String consequence)
      implements Finding {}

  /// A finding about the rows of the training sets.
  sealed interface OfData extends Finding {}

  /// A finding about the split or the validation metrics.
  sealed interface OfEvaluation extends Finding {}

  /// A finding about the fit.
  sealed interface OfFit extends Finding {}

  /// A finding about a feature on the training side.
  sealed interface OfFeature extends Finding {}

  /// A finding about a comparison with the champion, or about its absence.
  sealed interface OfComparison extends Finding {}

  /// Values of a column were converted.
  ///
  /// @param file the training set's name
  record ConvertedType(String column, long count, String file, Conversion conversion)
      implements OfData {}

  /// How values were converted.
  enum Conversion {
    /// Booleans to the numbers 1 and 0.
    BOOLEANS_TO_NUMBERS,
    /// The numbers 1 and 0 to booleans.
    NUMBERS_TO_BOOLEANS,
    /// Integers to levels; only in versions of earlier builds.
    INTEGERS_TO_LEVELS,
    /// Booleans to levels; only in versions of earlier builds.
    BOOLEANS_TO_LEVELS
  }

  /// NaN counts as missing.
  record NotANumber(String column, long count) implements OfData {}

  /// Integers of more than 53 bits to rounded doubles.
  record InexactIntegers(String column, long count) implements OfData {}

  /// Rows were replaced by those of a newer training set.
  ///
  /// @param customers the number of customers concerned
  record SupersededRows(String column, long count, long customers) implements OfData {}

  /// Customers appear more than once.
  ///
  /// @param duplicates how they are treated
  /// @param rows the number of rows that repeat a customer of the same training set
  record RepeatedCustomers(String column, long count, ModelSpec.Duplicates duplicates, long rows)
      implements OfData {}

  /// A column has missing values only in rows without an outcome.
  record MissingWithoutOutcome(String column, long count) implements OfData {}

  /// Rows have no application date.
  ///
  /// @param needed what needs the date
  record MissingApplicationDates(String column, long count, DateUse needed) implements OfData {}

  /// The use of an application date.
  enum DateUse {
    /// To determine whether the outcome is due.
    OUTCOME,
    /// To assign rows to a side of the split.
    SPLIT
  }

  /// Outcomes are not yet due.
  ///
  /// @param days days after the application at which an outcome is due
  record ImmatureOutcomes(String column, long count, int days) implements OfData {}

  /// Outcomes are missing.
  ///
  /// @param rows the total number of rows
  /// @param meaning how a missing outcome is treated; null if its row was excluded
  record MissingTargets(String column, long count, long rows, @Nullable Boolean meaning)
      implements OfData {}

  /// Outcomes have a value whose rows the spec excludes.
  ///
  /// @param rows the total number of rows
  record ExcludedOutcomes(String column, long count, long rows) implements OfData {}

  /// The spec has no id, so each row is treated as a different customer.
  ///
  /// @param count the rows of the training sets
  /// @param repeated the rows with the same features as an earlier row
  record IndependentRows(long count, long repeated) implements OfData {}

  /// Rows were held out by their positions.
  ///
  /// @param severalSets whether this is because there are several training sets
  record SplitOnPositions(long count, boolean severalSets) implements OfEvaluation {}

  /// Customers have rows on both sides of the split.
  record CustomersOnBothSides(String column, long count) implements OfEvaluation {}

  /// The model rejects rows of the validation side.
  record UnscorableValidationRows(long count) implements OfEvaluation {}

  /// Missing values are filled differently in validation.
  ///
  /// @param serving the rule in training and serving
  /// @param validation the rule in validation
  record ValidationRuleDiffers(
      String column, long count, MissingRule serving, MissingRule validation)
      implements OfEvaluation {}

  /// Too few customers of the validation side defaulted, or too few did not.
  ///
  /// @param auc the AUC as served; null if undefined
  /// @param interval its interval; null if there is none
  record FewDefaulters(long count, @Nullable Double auc, @Nullable Interval interval)
      implements OfEvaluation {}

  /// The model separates the classes of the validation side.
  ///
  /// @param count the customers of the rarer class
  record SeparatedValidation(long count) implements OfEvaluation {}

  /// The probabilities on the validation side vary much less than the outcomes, because the penalty
  /// is too strong.
  ///
  /// @param count the defaulting customers of the validation side
  /// @param slope the calibration slope as served
  /// @param interval its interval
  record PenaltyTooStrong(long count, double slope, Interval interval) implements OfEvaluation {}

  /// The spec has the gate `psi-max`, which is deprecated.
  ///
  /// @param count the number of such gates
  record PsiMaxDeprecated(long count) implements OfEvaluation {}

  /// A column has one value, or a category one level.
  record ConstantFeature(String column, long count) implements OfFit {}

  /// A single column separates defaults from non-defaults.
  record SeparatingFeature(String column, long count) implements OfFit {}

  /// The model separates the classes of the training side.
  record SeparatedClasses(long count) implements OfFit {}

  /// Standard errors are not known.
  record NoStandardErrors(long count) implements OfFit {}

  /// Standard errors are not known because too few customers defaulted, or too few did not.
  ///
  /// @param count the customers of the rarer class
  /// @param defaulted whether the rarer class is the defaults
  /// @param least how many are required
  record TooFewForStandardErrors(long count, boolean defaulted, long least) implements OfFit {}

  /// Few customers of the rarer class for each coefficient.
  ///
  /// @param count the customers of the rarer class
  /// @param defaulted whether the rarer class is the defaults
  /// @param coefficients the number of coefficients other than 0, without the intercept
  record FewEventsPerCoefficient(long count, boolean defaulted, long coefficients)
      implements OfFit {}

  /// The solver stopped at the limit of double precision.
  ///
  /// @param count its iterations
  record RoundingFloor(long count) implements OfFit {}

  /// The solver stopped before the optimum.
  ///
  /// @param count its iterations
  record NotConverged(long count) implements OfFit {}

  /// A coefficient has a different sign than the spec expects.
  ///
  /// @param sign its actual sign
  record UnexpectedSign(String column, long count, Feature.Sign sign) implements OfFit {}

  /// A coefficient depends on the penalty of the intercept.
  ///
  /// @param penalised the coefficient with the intercept penalised
  /// @param free the coefficient with the intercept free
  record InterceptPenalty(String column, long count, double penalised, double free)
      implements OfFit {}

  /// A feature alone ranks defaults so well that it probably contains the outcome.
  ///
  /// @param count the customers examined
  /// @param auc the AUC of the feature alone, above 0.5
  /// @param interval its interval
  record LikelyLeak(String column, long count, double auc, Interval interval)
      implements OfFeature {}

  /// A category has very many levels.
  ///
  /// @param count its levels
  /// @param rows the number of rows of the training side
  record ManyLevels(String column, long count, long rows) implements OfFeature {}

  /// Most values of a feature are missing and were filled.
  ///
  /// @param count the rows without a value
  /// @param rows the number of rows of the training side
  record MostlyFilled(String column, long count, long rows) implements OfFeature {}

  /// Customers without a value of a feature, which is filled, default more or less often than the
  /// others.
  ///
  /// @param column the first of the features that are missing for the same customers
  /// @param count the customers examined that have no value
  /// @param others the other features that are missing for the same customers
  /// @param rate the estimated default rate of customers without a value, in [0, 1]
  /// @param otherRate the estimated default rate of the others, in [0, 1]
  record MissingPredictsDefault(
      String column, long count, List<String> others, double rate, double otherRate)
      implements OfFeature {
    /// Copies the list.
    public MissingPredictsDefault {
      others = List.copyOf(others);
    }
  }

  /// Features are the same, or one is a linear function of the other.
  ///
  /// @param column the first of them in the order of the spec
  /// @param count the rows examined
  /// @param others the other features
  record DuplicateFeatures(String column, long count, List<String> others) implements OfFeature {
    /// Copies the list.
    public DuplicateFeatures {
      others = List.copyOf(others);
    }
  }

  /// Features are nearly a linear function of each other.
  ///
  /// @param column the one with the largest variance inflation factor
  /// @param count the rows examined
  /// @param others the other features with a large factor that are related to it
  /// @param inflation the variance inflation factor of the column, at most 1e6
  record CollinearFeatures(String column, long count, List<String> others, double inflation)
      implements OfFeature {
    /// Copies the list.
    public CollinearFeatures {
      others = List.copyOf(others);
    }
  }

  /// A few extreme values determine the coefficient of a column.
  ///
  /// @param count the rows with extreme values
  /// @param share their share of the sum of squared deviations from the median, in [0, 1]
  record ExtremeValues(String column, long count, double share) implements OfFeature {}

  /// The penalty almost removes a feature that is not standardised.
  ///
  /// @param penalised the coefficient
  /// @param free the coefficient to be expected without the penalty
  record ShrunkByUnits(String column, long count, double penalised, double free)
      implements OfFeature {}

  /// The champion may have been fitted to the customers of the comparison.
  ///
  /// @param setsGone its training sets that are missing or changed
  record MayHaveBeenSeen(long count, List<String> setsGone) implements OfComparison {
    /// Copies the list.
    public MayHaveBeenSeen {
      setsGone = List.copyOf(setsGone);
    }
  }

  /// The sides of one of the two versions, recomputed from its training sets, may not be those of
  /// its training.
  ///
  /// @param count customers of the comparison, to which the version may have been fitted
  /// @param version its name
  /// @param candidate whether it is the candidate, otherwise the champion
  /// @param doubt the reason
  record SidesNotReproduced(
      long count, String version, boolean candidate, Comparison.SideDoubt doubt)
      implements OfComparison {}

  /// Other versions were compared on the same customers.
  ///
  /// @param count their number ([Comparison.HeldOut#othersCompared()]); in documents of formats 1
  ///   and 2, the number of other candidates compared on customers of the same training sets
  record JudgedBefore(long count) implements OfComparison {}

  /// The champion was trained to predict another outcome: its column or the meaning of its values
  /// differs from the candidate's.
  ///
  /// @param count the rows compared
  record OutcomesDiffer(long count) implements OfComparison {}

  /// At least one of the two specs has no id.
  ///
  /// @param count the rows compared
  /// @param candidate whether the candidate's spec has none
  /// @param champion whether the champion's spec has none
  record ComparedByRows(long count, boolean candidate, boolean champion) implements OfComparison {}

  /// One of the two models rejects rows of the comparison.
  record UnscorableRows(long count) implements OfComparison {}

  /// The first version became champion without passing all of its gates.
  ///
  /// @param gates how many gates it has
  record FirstChampion(long count, long gates) implements OfComparison {}
}
