package credence.http.admin;

import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import java.util.Map;

/// What a worker answers to a request of the admin port.
sealed interface Reply {
  /// Header fields of the answer's own.
  Map<String, String> headers();

  /// An answer in JSON.
  ///
  /// @param content the document
  @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
  record Json(int status, byte[] content, Map<String, String> headers) implements Reply {}

  /// A page for people.
  ///
  /// @param html the document
  record Html(String html, Map<String, String> headers) implements Reply {}

  /// A refusal.
  ///
  /// @param problem why
  record Rejected(Problem problem, Map<String, String> headers) implements Reply {}

  /// A document.
  static Reply ok(byte[] content) {
    return new Json(200, content, Map.of());
  }

  /// A refusal without header fields of its own.
  static Reply rejected(ProblemType type, String detail) {
    return new Rejected(Problem.of(type, detail), Map.of());
  }
}
