package credence.document;

/// What is said of documents that cannot be read.
final class FormatFaults {
  private FormatFaults() {}

  /// A document of a form that is not known here.
  ///
  /// @param format the latest form that is understood
  /// @param found the document's own
  static String later(int format, int found) {
    return "expected a document of format "
        + format
        + " at most, this one is of format "
        + found
        + "; it was written by a later Credence";
  }

  /// A document that is cut off, lacks something or holds something unknown.
  ///
  /// @param what the kind of document
  static String incomplete(String what) {
    return "expected a complete " + what;
  }
}
