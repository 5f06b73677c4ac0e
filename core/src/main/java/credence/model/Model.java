package credence.model;

import java.util.List;

/// A function from an applicant's features to a probability of default.
public sealed interface Model permits LogisticModel {
  /// The inputs, in the order of the spec's features.
  List<Input> inputs();

  /// How values of the inputs that are not strings are read.
  ValueRule valueRule();

  /// The memory size of the parameters, in bytes: in the model itself and in two scorers, since a
  /// plan and its replacement exist at the same time. An upper estimate, without the inputs.
  long parameterBytes();

  /// Whether standard errors match this model's parameters.
  boolean fits(StandardErrors errors);
}
