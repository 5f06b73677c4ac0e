package credence.model;

import credence.model.Gates.Range;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A specification by a data scientist: the model's columns, the treatment of missing values, the
/// split of the data and the algorithm.
///
/// @param idColumn the column that names the customer; null if there is none, so that each row is
///   treated as a different customer
/// @param target the outcome to predict
/// @param duplicates how customers that appear more than once within one training set are treated
/// @param features the inputs, at least one, in the order of the coefficients
/// @param groups columns by which the model is evaluated; inputs only if they are also features
/// @param split how customers are held out
/// @param algorithm what is fitted and how
/// @param crossValidationFolds the number of cross-validation folds of the training side, grouped
///   by customer; 0 for no cross-validation
/// @param cutoff the probability of default at or above which an applicant is declined, in (0, 1);
///   null if there is none
/// @param outcomeWindow when an outcome is known; null if it is known whenever the target has a
///   value
/// @param gates the requirements that a candidate must meet to become champion
/// @param calibrationTolerance the ratios of observed to expected defaults that are called
///   immaterial, even if they differ from 1 by more than chance explains; no gate depends on it
/// @param csv how training sets and files to be scored are written if they are CSV
public record ModelSpec(
    @Nullable String idColumn,
    Target target,
    Duplicates duplicates,
    List<Feature> features,
    List<String> groups,
    Split split,
    Algorithm algorithm,
    int crossValidationFolds,
    @Nullable Double cutoff,
    @Nullable OutcomeWindow outcomeWindow,
    Gates gates,
    Range calibrationTolerance,
    CsvFormat csv) {

  /// The calibration tolerance of a spec that has none.
  public static final Range CALIBRATION_TOLERANCE_DEFAULT = new Range(0.95, 1.05);

  /// Copies the lists.
  public ModelSpec {
    features = List.copyOf(features);
    groups = List.copyOf(groups);
  }

  /// Whether rows are identified by ids, not by themselves.
  public boolean hasIds() {
    return idColumn != null;
  }

  /// Whether both sides of the split are determined by a hash of what identifies a customer.
  public boolean isSplitByHash() {
    return split.method() == SplitMethod.BY_ID || split.method() == SplitMethod.BY_ROW;
  }

  /// The same spec with no other columns than those that identify customers, and an outcome.
  ///
  /// @param otherCsv how the files that are read with it are written if they are CSV
  public ModelSpec identifying(Target other, CsvFormat otherCsv) {
    return new ModelSpec(
        idColumn,
        other,
        duplicates,
        hasIds() ? List.of() : features,
        List.of(),
        split,
        algorithm,
        0,
        null,
        null,
        Gates.NONE,
        calibrationTolerance,
        otherCsv);
  }

  /// Whether two specs identify customers alike: both by ids, or both by rows with the same
  /// features.
  public boolean identifiesLike(ModelSpec other) {
    return hasIds() ? other.hasIds() : !other.hasIds() && rowKey().equals(other.rowKey());
  }

  private Map<String, FeatureType> rowKey() {
    return features.stream().collect(Collectors.toMap(Feature::name, Feature::type));
  }

  /// Whether a column is both a group and a feature.
  public boolean hasGroupAmongFeatures() {
    return features.stream().anyMatch(feature -> groups.contains(feature.name()));
  }

  /// The same spec with other inputs and groups, which determine the columns read.
  public ModelSpec withColumns(List<Feature> otherFeatures, List<String> otherGroups) {
    return new ModelSpec(
        idColumn,
        target,
        duplicates,
        otherFeatures,
        otherGroups,
        split,
        algorithm,
        crossValidationFolds,
        cutoff,
        outcomeWindow,
        gates,
        calibrationTolerance,
        csv);
  }

  /// The outcome.
  ///
  /// @param column without `values` a BOOLEAN column, or a number column that holds 0 and 1; true
  ///   and 1 mean default
  /// @param missing how a missing outcome is treated: as true or false; null if the row is dropped
  /// @param values the meaning of the column's values; null if they are true and false, or 1 and 0
  public record Target(String column, @Nullable Boolean missing, @Nullable OutcomeValues values) {}

  /// How customers that appear more than once within one training set are treated.
  public enum Duplicates {
    /// Every row counts.
    KEEP,
    /// The first row counts.
    FIRST,
    /// The training set is rejected.
    REJECT
  }

  /// How rows are held out.
  ///
  /// @param method how the validation side is chosen
  /// @param share the share of the validation side, in (0, 1)
  /// @param seed the random seed; ignored by [SplitMethod#OUT_OF_TIME]
  public record Split(SplitMethod method, double share, long seed) {}

  /// How the validation side is chosen.
  public enum SplitMethod {
    /// As numpy's `RandomState(seed).choice(index, n, replace=False)` with `isin` does.
    NUMPY,
    /// By a keyed hash of the customer's id.
    BY_ID,
    /// By a keyed hash of the row's features, if there are no ids.
    BY_ROW,
    /// The newest applications are the validation side.
    OUT_OF_TIME
  }

  /// The algorithm: one implementation for each kind of model.
  public sealed interface Algorithm {
    /// Logistic regression: C·Σ log-loss + ½‖w‖² over the features as transformed.
    ///
    /// @param solver the solver
    /// @param c the weight of the data against the penalty, above 0
    /// @param penaliseIntercept whether the intercept is part of ‖w‖²
    /// @param tolerance when `liblinear` stops; `newton` always goes to the optimum
    /// @param iterationsMax after how many iterations `newton` stops, at least 1
    record LogisticRegression(
        SolverKind solver, double c, boolean penaliseIntercept, double tolerance, int iterationsMax)
        implements Algorithm {}
  }

  /// The solvers.
  public enum SolverKind {
    /// Exact, streaming, multi-threaded.
    NEWTON,
    /// LIBLINEAR 1.95's trust-region Newton method, stopped at a tolerance.
    LIBLINEAR
  }

  /// The number of days after the application at which an outcome is known.
  ///
  /// @param applicationDateColumn a DATE or TIMESTAMP column
  /// @param outcomeKnownAfterDays days after which the outcome is known, at least 0; null if the
  ///   date is only used to split
  public record OutcomeWindow(
      String applicationDateColumn, @Nullable Integer outcomeKnownAfterDays) {}

  /// How CSV files are written, as far as a spec says so.
  ///
  /// @param delimiter what separates the cells of a record; null if each file's header shows it
  /// @param decimal the decimal separator; null if each file's numbers show it
  /// @param missing the texts of cells, quoted or not, that mean a missing value, in addition to
  ///   the empty cell
  public record CsvFormat(
      @Nullable Delimiter delimiter, @Nullable Decimal decimal, List<String> missing) {
    /// Nothing is said: each file shows its delimiter and decimal separator.
    public static final CsvFormat UNSPECIFIED = new CsvFormat(null, null, List.of());

    /// Copies the list.
    public CsvFormat {
      missing = List.copyOf(missing);
    }

    /// What separates the cells of a record.
    public enum Delimiter {
      /// `,`
      COMMA(','),
      /// `;`
      SEMICOLON(';'),
      /// A tab.
      TAB('\t'),
      /// `|`
      PIPE('|');

      private final char character;

      Delimiter(char character) {
        this.character = character;
      }

      /// The character, which is ASCII.
      public char character() {
        return character;
      }
    }

    /// The separator of a number's decimals.
    public enum Decimal {
      /// `.`
      POINT,
      /// `,`
      COMMA
    }
  }
}
