package credence.model;

import credence.evaluation.EvaluationReport;
import credence.evaluation.NumberHistogram;
import credence.evaluation.ReferenceHistogram;
import java.util.List;

/// A model with everything that accounts for it. It never changes, and holds only what follows from
/// the data, the spec and the versions of Credence and the JDK: no time, author or path.
///
/// @param name what requests and people call it
/// @param spec the spec as used, every default spelled out
/// @param model what scores
/// @param evaluation how well, on which side
/// @param findings what whoever relies on it should know about the data and the fit
/// @param references how the training side was distributed
/// @param provenance where it comes from
public record ModelVersion(
    VersionName name,
    ModelSpec spec,
    Model model,
    EvaluationReport evaluation,
    List<Finding> findings,
    References references,
    Provenance provenance) {
  /// Takes a copy of the list.
  public ModelVersion {
    findings = List.copyOf(findings);
  }

  /// What later data is held against to see whether it has drifted.
  ///
  /// @param inputs each input's distribution, before its missing-value rule, in the order of the
  ///   spec's features
  /// @param prediction the distribution of the model's own predictions, as served
  public record References(List<InputReference> inputs, NumberHistogram prediction) {
    /// Takes a copy of the list.
    public References {
      inputs = List.copyOf(inputs);
    }
  }

  /// One input's distribution on the training side.
  ///
  /// @param input the input's name
  /// @param histogram its values, missing ones in a bin of their own
  public record InputReference(String input, ReferenceHistogram histogram) {}
}
