package credence.model;

import java.util.List;

/// What turns an applicant's features into a probability of default.
public sealed interface Model permits LogisticModel {
  /// The inputs' encodings, in the order of the spec's features.
  List<Encoding> encodings();
}
