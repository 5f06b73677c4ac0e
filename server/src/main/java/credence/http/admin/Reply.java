package credence.http.admin;

import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import java.util.Map;

/// A worker's reply to a request of the admin port.
sealed interface Reply {
  /// Additional header fields.
  Map<String, String> headers();

  /// A reply in JSON.
  ///
  /// @param content the document
  @SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
  record Json(int status, byte[] content, Map<String, String> headers) implements Reply {}

  /// An HTML page.
  ///
  /// @param html the document
  record Html(String html, Map<String, String> headers) implements Reply {}

  /// A rejected request.
  ///
  /// @param problem the reason
  record Rejected(Problem problem, Map<String, String> headers) implements Reply {}

  /// A reply with a document.
  static Reply ok(byte[] content) {
    return new Json(200, content, Map.of());
  }

  /// A rejection without additional header fields.
  static Reply rejected(ProblemType type, String detail) {
    return new Rejected(Problem.of(type, detail), Map.of());
  }
}
