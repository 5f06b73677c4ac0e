package credence.wire;

/// How much of everything one applicant's record may have. The record's length in bytes is limited
/// by whoever receives it.
///
/// @param idCharactersMax the longest id, in Unicode characters, when it is a string
/// @param idDigitsMax the most digits of an id that is an integer
/// @param textCharactersMax the longest level of a category, in UTF-16 units; a longer one is a
///   wrong value
/// @param numberCharactersMax the longest number that a model reads, in characters of its text; a
///   longer one is a wrong value
/// @param nestingDepthMax how deep objects and arrays may stand in each other, the record's own
///   object being the first
/// @param fieldsMax the most fields of the record's own object
public record WireLimits(
    int idCharactersMax,
    int idDigitsMax,
    int textCharactersMax,
    int numberCharactersMax,
    int nestingDepthMax,
    int fieldsMax) {
  /// What holds unless somebody says otherwise.
  public static final WireLimits DEFAULT = new WireLimits(256, 40, 1_000, 400, 32, 4_096);

  /// @throws IllegalArgumentException if a limit is not above 0
  public WireLimits {
    if (Math.min(
            Math.min(Math.min(idCharactersMax, idDigitsMax), textCharactersMax),
            Math.min(Math.min(numberCharactersMax, nestingDepthMax), fieldsMax))
        <= 0) {
      throw new IllegalArgumentException("expected limits above 0");
    }
  }

  /// What an id has to be, for an error.
  String expectedId() {
    return "expected a string of 1 to "
        + idCharactersMax
        + " characters or an integer of at most "
        + idDigitsMax
        + " digits";
  }
}
