package credence.wire;

/// Limits of an applicant's record. Its length in bytes is limited separately, by its receiver.
///
/// @param idCharactersMax the maximum length of an id that is a string, in Unicode characters
/// @param idDigitsMax the maximum number of digits of an id that is an integer
/// @param textCharactersMax the maximum length of a category's level, in UTF-16 code units; a
///   longer one is a wrong value
/// @param numberCharactersMax the maximum length of a number that a model reads, in characters; a
///   longer one is a wrong value
/// @param nestingDepthMax the maximum nesting depth of objects and arrays, including the record's
///   own object
/// @param fieldsMax the maximum number of top-level fields
public record WireLimits(
    int idCharactersMax,
    int idDigitsMax,
    int textCharactersMax,
    int numberCharactersMax,
    int nestingDepthMax,
    int fieldsMax) {
  /// The default limits.
  public static final WireLimits DEFAULT = new WireLimits(256, 40, 1_000, 400, 32, 4_096);

  /// @throws IllegalArgumentException if a limit is not positive
  public WireLimits {
    if (Math.min(
            Math.min(Math.min(idCharactersMax, idDigitsMax), textCharactersMax),
            Math.min(Math.min(numberCharactersMax, nestingDepthMax), fieldsMax))
        <= 0) {
      throw new IllegalArgumentException("expected positive limits");
    }
  }

  /// The requirements for an id, for an error message.
  String expectedId() {
    return "expected a string of 1 to "
        + idCharactersMax
        + " characters or an integer of at most "
        + idDigitsMax
        + " digits";
  }
}
