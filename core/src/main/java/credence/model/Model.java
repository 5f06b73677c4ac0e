package credence.model;

import java.util.List;

/// What turns an applicant's features into a probability of default.
public sealed interface Model permits LogisticModel {
  /// The inputs, in the order of the spec's features.
  List<Input> inputs();

  /// What the parameters take in memory, in bytes: in the model itself and in two scorers by it,
  /// since a plan and the one that takes its place live at the same time. An estimate from above;
  /// the inputs are not in it.
  long parameterBytes();

  /// Whether standard errors are those of this model's parameters.
  boolean fits(StandardErrors errors);
}
