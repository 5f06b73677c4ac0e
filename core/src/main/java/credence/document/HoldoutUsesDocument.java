package credence.document;

import credence.model.HoldoutUses;

/// The stored form of the uses of held-out customers: one JSON document.
public final class HoldoutUsesDocument {
  /// The format of the document; a document of a later format is rejected.
  public static final int FORMAT = 1;

  private HoldoutUsesDocument() {}

  /// The document of uses: UTF-8, ends with a line break.
  public static byte[] write(HoldoutUses uses) {
    return DocumentText.write(FORMAT, uses);
  }

  /// Reads a document.
  public static StoredDocument<HoldoutUses> read(byte[] document) {
    return DocumentText.read(document, FORMAT, HoldoutUses.class, "record of comparisons");
  }
}
