package credence.wire;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// Why a record, or a whole batch of them, was not read.
///
/// @param kind what is wrong
/// @param detail what was expected and where, in a sentence for a person; no value or name that
///   came
/// @param errors the faulty fields; empty unless the kind is [Kind#INVALID_ID]
public record ReadError(Kind kind, String detail, List<FieldError> errors) {
  /// What is wrong.
  public enum Kind {
    /// Not one well-formed JSON value in UTF-8, or an expected field stands twice, or a limit on
    /// the form (depth, fields) is passed.
    MALFORMED,
    /// Well-formed, but not a record, which in JSON is an object.
    NOT_A_RECORD,
    /// A record whose id is missing or not what an id may be. The inputs were read all the same.
    INVALID_ID,
    /// Well-formed, but not a batch, which in JSON is an array.
    NOT_A_BATCH,
    /// A batch of more records than are taken at once.
    TOO_MANY_RECORDS,
    /// A record of a batch that is longer than records may be.
    OVERLONG_RECORD
  }

  /// Takes a copy of the list.
  public ReadError {
    errors = List.copyOf(errors);
  }

  /// A problem that no single field has.
  public static ReadError of(Kind kind, String detail) {
    return new ReadError(kind, detail, List.of());
  }

  /// The same problem with more faults, so that all faults of a record are told at once.
  ///
  /// @param more the faults of the inputs, as the version that was asked for has them
  public ReadError and(Collection<FieldError> more) {
    List<FieldError> all = new ArrayList<>(errors);
    all.addAll(more);
    return new ReadError(kind, detail, all);
  }
}
