package credence.model;

import credence.evaluation.EvaluationReport;
import credence.evaluation.NumberHistogram;
import credence.evaluation.ReferenceHistogram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A model with everything that accounts for it. It never changes, and holds only what follows from
/// the data, the spec and the versions of Credence and the JDK: no time, author or path.
///
/// @param name what requests and people call it
/// @param spec the spec as used, every default spelled out
/// @param model what scores
/// @param standardErrors how far the model's coefficients would stray; null if they are not known:
///   in documents from before they were computed, and where the columns say so nearly the same, or
///   the customers are so few, that they cannot be told
/// @param evaluation how well, on which side
/// @param findings what whoever relies on it should know about the data and the fit
/// @param references how the training side was distributed
/// @param provenance where it comes from
public record ModelVersion(
    VersionName name,
    ModelSpec spec,
    Model model,
    @Nullable StandardErrors standardErrors,
    EvaluationReport evaluation,
    List<Finding> findings,
    References references,
    Provenance provenance) {
  /// Takes a copy of the list.
  ///
  /// @throws IllegalArgumentException if the standard errors are not as many as the coefficients
  public ModelVersion {
    findings = List.copyOf(findings);
    if (standardErrors != null && !model.fits(standardErrors)) {
      throw new IllegalArgumentException("expected a standard error for each coefficient");
    }
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
