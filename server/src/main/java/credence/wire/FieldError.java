package credence.wire;

import credence.scoring.InputError;

/// A field of an applicant's record that is missing or not what it should be.
///
/// @param field the field's name, one that Credence expects; never a name that only the client
///   knows
/// @param pointer where it stands or should stand, a JSON Pointer (RFC 6901)
/// @param expected what would have been right, in words for a person; never the value that came
public record FieldError(String field, String pointer, String expected) {
  /// The fault of a field of the record's own object.
  public static FieldError of(String field, String expected) {
    return new FieldError(field, "/" + field.replace("~", "~0").replace("/", "~1"), expected);
  }

  /// What keeps a model from scoring an applicant, as a fault of the record.
  public static FieldError of(InputError error) {
    return of(error.input(), error.expected());
  }
}
