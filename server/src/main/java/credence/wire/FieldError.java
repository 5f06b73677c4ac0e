package credence.wire;

import credence.scoring.InputError;

/// An error in a field of an applicant's record: the field is missing or its value is invalid.
///
/// @param field the name of a field that Credence expects; never a name made up by the client
/// @param pointer the field's location in the record, a JSON Pointer (RFC 6901)
/// @param expected what was expected, as text for users; never the received value
public record FieldError(String field, String pointer, String expected) {
  /// An error in a top-level field of the record.
  public static FieldError of(String field, String expected) {
    return new FieldError(field, "/" + field.replace("~", "~0").replace("/", "~1"), expected);
  }

  /// The error of an input that prevents scoring.
  public static FieldError of(InputError error) {
    return of(error.input(), error.expected());
  }
}
