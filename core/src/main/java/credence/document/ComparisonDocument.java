package credence.document;

import credence.model.Comparison;
import credence.model.Finding;

/// The stored form of a comparison: one JSON document, readable and diffable. Equal comparisons are
/// written as equal bytes.
public final class ComparisonDocument {
  /// The format of the document; a document of a later format is rejected. Findings and gates of
  /// format 1 hold sentences, those of later formats parameters. Format 3 adds doubts about the
  /// sides, the number of versions compared, intervals adjusted to it, and what format 3 of
  /// [ModelDocument] adds to an evaluation; its intervals of the difference of two AUCs are
  /// reliable with few defaulters. Format 4 adds findings; a comparison without them is written as
  /// format 3, since both are the same otherwise.
  public static final int FORMAT = 4;

  private static final int FORMAT_OF_EARLIER_FINDINGS = 3;

  private ComparisonDocument() {}

  /// The document of a comparison: UTF-8, ends with a line break.
  public static byte[] write(Comparison comparison) {
    return DocumentText.write(
        comparison.findings().stream().anyMatch(ComparisonDocument::isOfFormat4)
            ? FORMAT
            : FORMAT_OF_EARLIER_FINDINGS,
        comparison);
  }

  private static boolean isOfFormat4(Finding finding) {
    return finding instanceof Finding.OutcomesDiffer || finding instanceof Finding.ComparedByRows;
  }

  /// Reads a document.
  public static StoredDocument<Comparison> read(byte[] document) {
    return DocumentText.read(document, FORMAT, Comparison.class, "comparison");
  }
}
