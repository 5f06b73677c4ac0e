package credence.evaluation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that was measured of a model before it was published.
///
/// @param training on the side that it was fitted to: too good, by how much is worth knowing
/// @param validation on the side held out, encoded as the spec says to the letter, its separate
///   missing-value rules for validation included
/// @param validationAsServed on the side held out, encoded as serving encodes: the one evaluation
///   that may be compared with another model's or held against a limit
/// @param groups of the side held out, as served, by each level of each group column
/// @param trainingSets of the side held out, as served, by training set; empty if there was one
///   only
/// @param crossValidation over folds grouped by customer; null if the spec does not ask for it
public record EvaluationReport(
    Evaluation training,
    Evaluation validation,
    Evaluation validationAsServed,
    List<GroupEvaluation> groups,
    List<GroupEvaluation> trainingSets,
    @Nullable CrossValidation crossValidation) {
  /// Takes copies of the lists.
  public EvaluationReport {
    groups = List.copyOf(groups);
    trainingSets = List.copyOf(trainingSets);
  }
}
