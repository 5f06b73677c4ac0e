package credence.document;

import credence.model.HoldoutUses;

/// The stored form of the uses of held-out customers: one JSON document.
public final class HoldoutUsesDocument {
  /// The format of the document; a document of a later format is rejected.
  public static final int FORMAT = 1;

  private HoldoutUsesDocument() {}

  /// The result of reading a document.
  public sealed interface Reading {}

  /// The document holds uses.
  public record Read(HoldoutUses uses) implements Reading {}

  /// The document does not hold uses.
  ///
  /// @param expected what was expected, as text for users
  public record Unreadable(String expected) implements Reading {}

  /// The document of uses: UTF-8, ends with a line break.
  public static byte[] write(HoldoutUses uses) {
    return DocumentText.write(FORMAT, uses);
  }

  /// Reads a document.
  public static Reading read(byte[] document) {
    return DocumentText.<HoldoutUses, Reading>read(
        document, FORMAT, HoldoutUses.class, "record of comparisons", Read::new, Unreadable::new);
  }
}
