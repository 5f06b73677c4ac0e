package credence.http.problem;

import credence.wire.FieldError;
import java.util.List;

/// An occurrence of a problem.
///
/// @param type the type of the problem
/// @param detail the details of this occurrence and what was expected; never a received value
/// @param errors the errors in the request's fields, in order, up to the limit of an answer; empty
///   if the problem is not about fields
/// @param errorsOmitted the number of further errors
public record Problem(ProblemType type, String detail, List<FieldError> errors, int errorsOmitted) {
  /// Copies the list.
  public Problem {
    errors = List.copyOf(errors);
  }

  /// A problem that is not about single fields.
  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, List.of(), 0);
  }
}
