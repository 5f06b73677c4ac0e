package credence.wire;

import java.util.List;

/// The content of a problem document.
///
/// @param type the type of problem, as a URI reference relative to the server; its last segment is
///   a code in lower case with hyphens
/// @param status the status code of the response
/// @param title a summary that is the same for all occurrences
/// @param detail the details of this occurrence and what was expected; contains no received value
/// @param errors the errors in the applicant's record; empty if the problem is not about these
/// @param omitted the number of further errors that are not listed
public record ProblemContent(
    String type, int status, String title, String detail, List<FieldError> errors, int omitted) {
  /// Copies the list.
  public ProblemContent {
    errors = List.copyOf(errors);
  }
}
