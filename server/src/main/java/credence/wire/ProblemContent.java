package credence.wire;

import java.util.List;

/// What a document that answers with a problem can say.
///
/// @param type what is wrong, as a URI reference relative to the server; its last part is a code in
///   lower case with hyphens
/// @param status the number that the answer has as its status
/// @param title what is wrong, in words that do not depend on the occurrence
/// @param detail what is wrong here and what was expected; no value that came
/// @param errors the faults of the applicant's record; empty if the problem is not about these
/// @param omitted how many faults there are beside these
public record ProblemContent(
    String type, int status, String title, String detail, List<FieldError> errors, int omitted) {
  /// Takes a copy of the list.
  public ProblemContent {
    errors = List.copyOf(errors);
  }
}
