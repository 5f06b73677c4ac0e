package credence.document;

/// Error messages for documents that cannot be read.
final class FormatErrors {
  private FormatErrors() {}

  /// A document of an unknown format.
  ///
  /// @param format the latest supported format
  /// @param found the document's format
  static String later(int format, int found) {
    return "expected a document of format "
        + format
        + " or earlier, but found format "
        + found
        + "; it was written by a later version of Credence";
  }

  /// A document that is truncated, incomplete or contains unknown fields.
  ///
  /// @param what the kind of document
  static String incomplete(String what) {
    return "expected a complete " + what;
  }
}
