package credence.prediction;

import credence.evaluation.Estimate;
import credence.model.Model;
import org.jspecify.annotations.Nullable;

/// Makes a model of a model document.
@FunctionalInterface
public interface DocumentReader {
  /// Reads a document whose checksum has been verified.
  Reading read(byte[] document);

  /// What came of reading a document.
  sealed interface Reading {}

  /// The document was read.
  ///
  /// @param model what scores
  /// @param figures what a list of versions shows of it; null if the document does not say
  record Read(Model model, @Nullable Figures figures) implements Reading {}

  /// The document cannot be read by this Credence.
  ///
  /// @param expected what was expected, and what to do
  record Unreadable(String expected) implements Reading {}

  /// What a list of versions shows of one.
  ///
  /// @param trainingRows rows that it was fitted to
  /// @param validationRows rows that were held out
  /// @param auc the area under the ROC curve on the rows held out, encoded as served; null if one
  ///   of the classes was not among them
  record Figures(long trainingRows, long validationRows, @Nullable Estimate auc) {}
}
