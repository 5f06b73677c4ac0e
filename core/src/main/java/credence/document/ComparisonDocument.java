package credence.document;

import credence.model.Comparison;

/// A comparison as it is kept: one JSON document, readable and diffable. The same comparison is
/// written to the same bytes.
public final class ComparisonDocument {
  /// The form of the document; a document of a later form is refused. Findings and gates of form 1
  /// hold sentences, those of form 2 parameters.
  public static final int FORMAT = 2;

  private ComparisonDocument() {}

  /// What came of reading a document.
  public sealed interface Reading {}

  /// The document holds a comparison.
  public record Read(Comparison comparison) implements Reading {}

  /// The document does not hold a comparison.
  ///
  /// @param expected what was expected, for a person
  public record Unreadable(String expected) implements Reading {}

  /// The document of a comparison: UTF-8, ends with a line break.
  public static byte[] write(Comparison comparison) {
    return DocumentText.write(FORMAT, comparison);
  }

  /// Reads a document.
  public static Reading read(byte[] document) {
    return DocumentText.<Comparison, Reading>read(
        document, FORMAT, Comparison.class, "comparison", Read::new, Unreadable::new);
  }
}
