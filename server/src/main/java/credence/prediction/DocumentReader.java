package credence.prediction;

import credence.evaluation.Estimate;
import credence.model.Model;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Makes a model of a model document.
@FunctionalInterface
public interface DocumentReader {
  /// Reads a document as it comes from disk. Takes no more memory than the model that is allowed: a
  /// document that is damaged or whose model is too large must not exhaust the heap.
  ///
  /// @param document the document, which is verified afterwards; need not be read to its end
  /// @param bytesMax the largest model that is made, by its [Footprint]
  Reading read(InputStream document, long bytesMax);

  /// What came of reading a document.
  sealed interface Reading {}

  /// The document was read.
  ///
  /// @param model what scores
  /// @param figures what a list of versions shows of it; null if the document does not say
  record Read(Model model, @Nullable Figures figures) implements Reading {}

  /// The document's model is larger than was allowed, and was not made.
  ///
  /// @param bytes its [Footprint]
  record Oversized(long bytes) implements Reading {}

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
