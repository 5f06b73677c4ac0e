package credence.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a data scientist asks for: which columns make the model, how missing values are treated,
/// how the data is split and what is fitted.
///
/// @param idColumn the column that names the customer; the request's field `id`
/// @param target the outcome that is predicted
/// @param duplicates what happens to a customer that stands more than once within one training set
/// @param features the inputs, at least one, in the order of the coefficients
/// @param groups columns that the model is evaluated by and that are never inputs
/// @param split how customers are held out
/// @param algorithm what is fitted and how
/// @param crossValidationFolds in how many folds, grouped by customer, the model is
///   cross-validated; 0: not at all
/// @param cutoff the probability of default at or above which an applicant is declined, in (0, 1);
///   null: none
/// @param outcomeWindow when an outcome is known; null: whenever the target has a value
/// @param gates what a candidate has to prove before it may become champion
public record ModelSpec(
    String idColumn,
    Target target,
    Duplicates duplicates,
    List<Feature> features,
    List<String> groups,
    Split split,
    Algorithm algorithm,
    int crossValidationFolds,
    @Nullable Double cutoff,
    @Nullable OutcomeWindow outcomeWindow,
    Gates gates) {

  /// Takes copies of the lists.
  public ModelSpec {
    features = List.copyOf(features);
    groups = List.copyOf(groups);
  }

  /// The same spec with other inputs and groups: what is read of a training set by it.
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
        gates);
  }

  /// The outcome.
  ///
  /// @param column a BOOLEAN column, or a number column that holds 0 and 1; true and 1 mean default
  /// @param missing what a missing outcome means: true or false; null: the row is dropped
  public record Target(String column, @Nullable Boolean missing) {}

  /// What happens to a customer that stands more than once within one training set.
  public enum Duplicates {
    /// Every row counts.
    KEEP,
    /// The first row counts.
    FIRST,
    /// The training set is refused.
    REJECT
  }

  /// How rows are held out.
  ///
  /// @param method how the validation side is chosen
  /// @param share the share that validates, in (0, 1)
  /// @param seed what the choice starts from; ignored by [SplitMethod#OUT_OF_TIME]
  public record Split(SplitMethod method, double share, long seed) {}

  /// How the validation side is chosen.
  public enum SplitMethod {
    /// As numpy's `RandomState(seed).choice(index, n, replace=False)` with `isin` does.
    NUMPY,
    /// By a keyed hash of the customer's id.
    BY_ID,
    /// The newest applications validate.
    OUT_OF_TIME
  }

  /// What is fitted, and how: one algorithm for each kind of model.
  public sealed interface Algorithm {
    /// Logistic regression: C·Σ log-loss + ½‖w‖² over the features as transformed.
    ///
    /// @param solver what minimises it
    /// @param c the weight of the data against the penalty, above 0
    /// @param penaliseIntercept whether the intercept is part of ‖w‖²
    /// @param tolerance when `liblinear` stops; `newton` always goes to the optimum
    /// @param iterationsMax after how many iterations `newton` gives up, at least 1
    record LogisticRegression(
        SolverKind solver, double c, boolean penaliseIntercept, double tolerance, int iterationsMax)
        implements Algorithm {}
  }

  /// The solvers.
  public enum SolverKind {
    /// Exact, streams, uses all cores.
    NEWTON,
    /// LIBLINEAR 1.95's trust-region Newton method, stopped at a tolerance.
    LIBLINEAR
  }

  /// When an outcome is known: so many days after the application.
  ///
  /// @param applicationDateColumn a DATE or TIMESTAMP column
  /// @param outcomeKnownAfterDays days after which the outcome is known, at least 0; null: the date
  ///   only serves to split
  public record OutcomeWindow(
      String applicationDateColumn, @Nullable Integer outcomeKnownAfterDays) {}
}
