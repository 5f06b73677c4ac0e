package credence.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Cross-validated AUC of the model.
///
/// Specs are chosen by it, so it uses only rows of the training side: the validation side is then
/// not affected by that choice.
///
/// The deviation between folds is the variation from fold to fold. It is not a standard error of
/// the mean, because the fits of different folds share most of their rows.
///
/// @param folds the number of folds, at least 2
/// @param meanAuc the mean of the folds' areas that are defined; null if none is
/// @param deviationBetweenFolds their standard deviation (divisor n - 1); null if fewer than two
///   are defined
/// @param foldAucs the area under the ROC curve of each fold; null for a fold in which all rows or
///   none defaulted
/// @param scope the rows that the folds divide; null in documents that predate it, which means all
///   rows, those of the validation side included
public record CrossValidation(
    int folds,
    @Nullable Double meanAuc,
    @Nullable Double deviationBetweenFolds,
    List<@Nullable Double> foldAucs,
    @Nullable Scope scope) {

  /// The rows that the folds divide.
  public enum Scope {
    /// Those of the training side.
    TRAINING_SIDE
  }

  public CrossValidation {
    if (folds < 2 || folds != foldAucs.size()) {
      throw new IllegalArgumentException(foldAucs.size() + " areas of " + folds + " folds");
    }
    foldAucs = Collections.unmodifiableList(new ArrayList<>(foldAucs));
  }

  /// The summary of the areas of all folds of the training side, at least two, in their order.
  public static CrossValidation of(List<@Nullable Double> foldAucs) {
    double[] defined =
        foldAucs.stream().filter(Objects::nonNull).mapToDouble(Objects::requireNonNull).toArray();
    double sum = 0;
    for (double auc : defined) {
      sum += auc;
    }
    double mean = sum / defined.length;
    double squares = 0;
    for (double auc : defined) {
      squares += (auc - mean) * (auc - mean);
    }
    return new CrossValidation(
        foldAucs.size(),
        defined.length == 0 ? null : mean,
        defined.length < 2 ? null : Math.sqrt(squares / (defined.length - 1)),
        foldAucs,
        Scope.TRAINING_SIDE);
  }
}
