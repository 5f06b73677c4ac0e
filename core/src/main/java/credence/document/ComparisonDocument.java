package credence.document;

import credence.model.Comparison;

/// The stored form of a comparison: one JSON document, readable and diffable. Equal comparisons are
/// written as equal bytes.
public final class ComparisonDocument {
  /// The format of the document; a document of a later format is rejected. Findings and gates of
  /// format 1 hold sentences, those of later formats parameters. Format 3 adds doubts about the
  /// sides, the number of versions compared, intervals adjusted to it, and what format 3 of
  /// [ModelDocument] adds to an evaluation; its intervals of the difference of two AUCs are
  /// reliable with few defaulters.
  public static final int FORMAT = 3;

  private ComparisonDocument() {}

  /// The document of a comparison: UTF-8, ends with a line break.
  public static byte[] write(Comparison comparison) {
    return DocumentText.write(FORMAT, comparison);
  }

  /// Reads a document.
  public static StoredDocument<Comparison> read(byte[] document) {
    return DocumentText.read(document, FORMAT, Comparison.class, "comparison");
  }
}
