package credence.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// All metrics of a model from its training.
///
/// @param training on the training side: optimistic, shown to indicate overfitting
/// @param validation on the validation side, encoded exactly as the spec says, including its
///   separate missing-value rules for validation
/// @param validationAsServed on the validation side, encoded as in serving: the only evaluation
///   that may be compared with another model's or with a limit
/// @param groups on the validation side, as served, for each level of each group column
/// @param trainingSets on the validation side, as served, for each training set; empty if there was
///   only one
/// @param crossValidation over folds of the training side, grouped by customer; null if the spec
///   does not request it
/// @param scoreStability of the scores as served, of the newest customers against earlier ones;
///   null if there are no earlier ones, and in documents that predate it
/// @param importance the importance of each input on the validation side, as served, in the order
///   of the spec's features; null in documents that predate it
public record EvaluationReport(
    Evaluation training,
    Evaluation validation,
    Evaluation validationAsServed,
    List<GroupEvaluation> groups,
    List<GroupEvaluation> trainingSets,
    @Nullable CrossValidation crossValidation,
    @Nullable ScoreStability scoreStability,
    @Nullable List<InputImportance> importance) {
  /// Copies the lists.
  public EvaluationReport {
    groups = List.copyOf(groups);
    trainingSets = List.copyOf(trainingSets);
    importance = importance == null ? null : List.copyOf(importance);
  }

  /// The same report with the results of a cross-validation.
  ///
  /// @param folds null if the spec does not request it
  public EvaluationReport withCrossValidation(@Nullable CrossValidation folds) {
    return new EvaluationReport(
        training,
        validation,
        validationAsServed,
        groups,
        trainingSets,
        folds,
        scoreStability,
        importance);
  }
}
