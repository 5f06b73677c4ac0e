package credence.prediction;

import credence.evaluation.Estimate;
import credence.model.Model;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Reads model documents.
@FunctionalInterface
public interface DocumentReader {
  /// Reads a document as a stream from disk. Uses no more memory than the allowed model: a document
  /// that is damaged or has a larger model must not exhaust the heap.
  ///
  /// @param document the document, which is verified afterwards; need not be read to its end
  /// @param bytesMax the maximum [Footprint] of the model, in bytes
  Reading read(InputStream document, long bytesMax);

  /// The outcome of reading a document.
  sealed interface Reading {}

  /// The document was read.
  ///
  /// @param model the model
  /// @param figures the figures for lists of versions; null if the document does not contain them
  record Read(Model model, @Nullable Figures figures) implements Reading {}

  /// The model in the document exceeds the maximum and was not created.
  ///
  /// @param bytes its [Footprint], in bytes
  record Oversized(long bytes) implements Reading {}

  /// This version of Credence cannot read the document.
  ///
  /// @param expected what was expected and what to do
  record Unreadable(String expected) implements Reading {}

  /// Figures of a version for lists of versions.
  ///
  /// @param trainingRows the number of rows that it was fitted to
  /// @param validationRows the number of held-out rows
  /// @param auc the area under the ROC curve on the held-out rows, encoded as served; null if they
  ///   are all of one class
  record Figures(long trainingRows, long validationRows, @Nullable Estimate auc) {}
}
