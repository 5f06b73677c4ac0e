package credence.http.problem;

import credence.wire.FieldError;
import java.util.List;

/// One occurrence of a problem.
///
/// @param type what it is
/// @param detail what is wrong here and what was expected; never a value that came
/// @param errors the faults of the applicant's data, in order, as many as an answer lists; empty if
///   it is not about that
/// @param errorsOmitted how many more faults there are
public record Problem(ProblemType type, String detail, List<FieldError> errors, int errorsOmitted) {
  /// Takes a copy of the list.
  public Problem {
    errors = List.copyOf(errors);
  }

  /// A problem that is not about single fields.
  public static Problem of(ProblemType type, String detail) {
    return new Problem(type, detail, List.of(), 0);
  }
}
