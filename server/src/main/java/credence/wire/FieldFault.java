package credence.wire;

import credence.scoring.InputFault;

/// A field of an applicant's record that is missing or not what it should be.
///
/// @param field the field's name, one that Credence expects; never a name that only the client
///   knows
/// @param pointer where it stands or should stand, a JSON Pointer (RFC 6901)
/// @param expected what would have been right, in words for a person; never the value that came
public record FieldFault(String field, String pointer, String expected) {
  /// The fault of a field of the record's own object.
  public static FieldFault of(String field, String expected) {
    return new FieldFault(field, "/" + field.replace("~", "~0").replace("/", "~1"), expected);
  }

  /// What keeps a model from scoring an applicant, as a fault of the record.
  public static FieldFault of(InputFault fault) {
    return of(fault.input(), fault.expected());
  }
}
