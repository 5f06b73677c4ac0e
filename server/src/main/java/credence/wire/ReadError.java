package credence.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// The reason why a record or a batch could not be read.
///
/// @param kind the kind of error
/// @param detail what was expected and where, as text for users; contains no received value or name
/// @param errors the errors in fields; empty unless the kind is [Kind#INVALID_ID]
public record ReadError(Kind kind, String detail, List<FieldError> errors) {
  /// The kind of error.
  public enum Kind {
    /// The input is not one well-formed JSON value in UTF-8, contains an expected field twice, or
    /// exceeds a structural limit (nesting depth, number of fields).
    MALFORMED,
    /// The input is well-formed but not a record; in JSON, not an object.
    NOT_A_RECORD,
    /// The record's id is missing or invalid. The inputs have been read nevertheless.
    INVALID_ID,
    /// The input is well-formed but not a batch; in JSON, not an array.
    NOT_A_BATCH,
    /// The batch has more records than allowed.
    TOO_MANY_RECORDS,
    /// A record of the batch exceeds the maximum length.
    OVERLONG_RECORD
  }

  /// Copies the list.
  public ReadError {
    errors = List.copyOf(errors);
  }

  /// An error that is not about single fields.
  public static ReadError of(Kind kind, String detail) {
    return new ReadError(kind, detail, List.of());
  }

  /// The same error with further errors in fields, so that all errors of a record are reported
  /// together.
  ///
  /// @param more the errors in the inputs of the requested version
  public ReadError and(Collection<FieldError> more) {
    List<FieldError> all = new ArrayList<>(errors);
    all.addAll(more);
    return new ReadError(kind, detail, all);
  }
}
