package credence.http.problem;

import java.util.Locale;

/// The types of problems with a request or with the server: the `type` of a problem document.
/// Stable: clients may rely on the name and status code of a type.
public enum ProblemType {
  MALFORMED_JSON(
      400,
      "Malformed JSON",
      "Send one JSON object in UTF-8, with nothing after it and no duplicate fields."),
  MALFORMED_REQUEST(400, "Malformed HTTP request", "Use an HTTP client or library."),
  INVALID_PARAMETER(
      400,
      "Invalid query parameter",
      "Use only the parameters listed in /openapi.json, each at most once and with a value."),
  PARTIAL_CONTENT(
      400,
      "Partial content not supported",
      "Send the complete content, without the header Content-Range."),
  TOKEN_REQUIRED(
      401,
      "Authentication required",
      "Send the header Authorization: Bearer TOKEN; credence tokens create NAME creates a token."),
  FOREIGN_ORIGIN(
      403,
      "Cross-origin request",
      "Send the request from a program, or from a page served by this port."),
  UNKNOWN_VERSION(
      404, "Unknown model version", "See GET /models for the available model versions."),
  UNKNOWN_ALIAS(404, "Unknown alias", "Use champion, challenger or shadow."),
  UNKNOWN_TRAINING_SET(
      404, "Unknown training set", "See GET /training-sets for the available training sets."),
  UNKNOWN_TRAINING_RUN(
      404, "Unknown training run", "See GET /training-runs for the existing training runs."),
  UNKNOWN_PATH(404, "Not found", "See GET /openapi.json for the available paths."),
  METHOD_NOT_ALLOWED(
      405, "Method not allowed", "Use a method listed in the response header Allow."),
  NOT_ACCEPTABLE(
      406,
      "Not acceptable",
      "Accept the media type named in the detail, or omit the header Accept."),
  REQUEST_TIMEOUT(
      408, "Request timeout", "Send the complete request without delay on a new connection."),
  ANSWERS_NOT_READ(
      408,
      "Answers not read",
      "Read the answers while sending the batch, or send it in smaller parts."),
  NAME_TAKEN(
      409, "Name already in use", "Choose another name; an accepted training set never changes."),
  MOVE_REFUSED(
      409, "Alias cannot be moved", "See the detail for the reason and for what to do first."),
  GATES_NOT_PASSED(
      409,
      "Gates not passed",
      "Compare the version with the current champion, or set override and give a reason."),
  NAMED_BY_ALIAS(
      409,
      "Version is named by an alias",
      "Move the alias to another version first, or stop the challenger or shadow."),
  RUN_ENDED(409, "Training run has ended", "No action is required."),
  RUN_NOT_INTERRUPTED(
      409,
      "Training run was not interrupted",
      "Start a new training run with POST /training-runs; only interrupted ones can be restarted."),
  RUNS_ELSEWHERE(
      409,
      "Training runs are not available on this server",
      "See the detail for the reason; if another server of the home runs them, use that one."),
  PRECONDITION_FAILED(
      412,
      "Alias has been moved",
      "Get the alias again, review what has changed, and send its new ETag."),
  BODY_TOO_LARGE(
      413,
      "Request body too large",
      "Send smaller requests; a batch as JSON lines can have any length, and so can a training set"
          + " that is copied into the home."),
  REQUEST_LINE_TOO_LONG(414, "Request line too long", "Shorten the path or the query."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "Unsupported media type",
      "Send Content-Type: application/json (application/x-ndjson for JSON lines), not compressed."),
  FOREIGN_HOST(
      421,
      "Misdirected request",
      "Address the port as localhost, 127.0.0.1 or [::1], or by the host that it listens on."),
  INVALID_APPLICANT(422, "Invalid applicant data", "Fix each error and send the request again."),
  INVALID_REQUEST(422, "Invalid request", "Fix each error and send the request again."),
  IDEMPOTENCY_KEY_REUSED(422, "Idempotency key reused", "Use a new key for a new request."),
  PRECONDITION_REQUIRED(
      428, "Precondition required", "Get the alias and send its ETag in the header If-Match."),
  TOO_MANY_WRONG_TOKENS(
      429,
      "Too many invalid tokens",
      "Send a valid token; after an invalid one, wait for the time given by the header"
          + " Retry-After."),
  HEADERS_TOO_LARGE(431, "Header fields too large", "Send fewer or shorter header fields."),
  INTERNAL_ERROR(
      500, "Internal server error", "Report the error; the server's log has the details."),
  NOT_READY(
      503,
      "Not ready",
      "Retry after the time given by the header Retry-After; the detail says what an operator can"
          + " do."),
  VERSION_DAMAGED(
      503,
      "Damaged model version",
      "Use another version; the server's log names the damaged file."),
  VERSION_NOT_LOADED(
      503,
      "Insufficient memory for the model version",
      "Use another version; the detail says what an operator can do."),
  STORAGE_UNAVAILABLE(
      503,
      "Storage unavailable",
      "The detail names the file and the reason; fix it and try again."),
  DECISION_NOT_LOGGED(
      503,
      "Decision not logged",
      "Send the request again after the time given by the header Retry-After."),
  OVERLOADED(503, "Server overloaded", "Retry after the time given by the header Retry-After."),
  VERSION_NOT_SUPPORTED(505, "HTTP version not supported", "Use HTTP/1.1 or HTTP/1.0.");

  private final int status;
  private final String title;
  private final String remedy;

  ProblemType(int status, String title, String remedy) {
    this.status = status;
    this.title = title;
    this.remedy = remedy;
  }

  /// The HTTP status code of the response.
  public int status() {
    return status;
  }

  /// A summary that is the same for all occurrences.
  public String title() {
    return title;
  }

  /// The action that a client or an operator can take.
  public String remedy() {
    return remedy;
  }

  /// The last segment of the type's URI, in lower case with hyphens.
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The type's URI, relative to the server; it can be dereferenced.
  public String uri() {
    return "/problems/" + slug();
  }
}
