package credence.http.problem;

import java.util.Locale;

/// What can be wrong with a request, or with the server: the `type` of a problem document. Stable:
/// clients may depend on a type's name and status.
public enum ProblemType {
  MALFORMED_JSON(
      400,
      "The body is not one well-formed JSON value in UTF-8",
      "Send one JSON object and nothing behind it, in UTF-8, no field twice."),
  MALFORMED_REQUEST(
      400,
      "The request is not well-formed HTTP",
      "Send the request through an HTTP client or library."),
  INVALID_PARAMETER(
      400,
      "A query parameter is unknown, repeated or without a value",
      "Use only the parameters that /openapi.json lists, each at most once."),
  TOKEN_REQUIRED(
      401,
      "This port wants to know who asks",
      "Send the header Authorization: Bearer TOKEN; credence tokens create NAME makes a token."),
  FOREIGN_ORIGIN(
      403,
      "A web page of another origin may not use this port",
      "Ask from a program, or from a page that this port itself has served."),
  UNKNOWN_VERSION(
      404, "There is no such model version", "See GET /models for the versions that answer."),
  UNKNOWN_ALIAS(404, "There is no such alias", "Use champion, challenger or shadow."),
  UNKNOWN_TRAINING_SET(
      404, "There is no such training set", "See GET /training-sets for those that there are."),
  UNKNOWN_TRAINING_RUN(
      404, "There is no such training run", "See GET /training-runs for those that there are."),
  UNKNOWN_PATH(404, "There is nothing at this path", "See GET /openapi.json for the paths."),
  METHOD_NOT_ALLOWED(
      405, "This path does not have this method", "Use a method that the header Allow lists."),
  NOT_ACCEPTABLE(
      406,
      "The answer does not come in an accepted media type",
      "Accept the media type that the detail names, or send no Accept header."),
  REQUEST_TIMEOUT(
      408,
      "The request did not arrive in time",
      "Send the whole request at once, on a new connection."),
  NAME_TAKEN(
      409,
      "The name stands for something else already",
      "Take another name; what a name stands for never changes."),
  MOVE_REFUSED(
      409,
      "The alias cannot be moved so",
      "The detail says what stands in the way and what to do first."),
  GATES_NOT_PASSED(
      409,
      "Gates of the version's spec failed or are undecided",
      "Compare it with the present champion, or send override with a reason."),
  NAMED_BY_ALIAS(
      409, "An alias names the version", "Give the alias to another version first, or stop it."),
  RUN_ENDED(409, "The training run has ended", "Nothing is left to do."),
  RUN_NOT_INTERRUPTED(
      409,
      "The training run was not interrupted",
      "Start a new one with POST /training-runs; what ended otherwise stays as it is."),
  RUNS_ELSEWHERE(
      409, "This server does not run training runs", "The detail says why, and which server does."),
  PRECONDITION_FAILED(
      412,
      "The alias was moved in between",
      "Get the alias again, look at what has changed, and send its new ETag."),
  BODY_TOO_LARGE(
      413,
      "The body is larger than the server accepts",
      "Send less at a time; a batch as lines of JSON may be of any length, and so may a training set"
          + " that is copied into the home."),
  REQUEST_LINE_TOO_LONG(
      414, "The request line is longer than the server accepts", "Shorten the path and the query."),
  UNSUPPORTED_MEDIA_TYPE(
      415,
      "The body's media type or encoding is not supported",
      "Send Content-Type: application/json (application/x-ndjson for lines of JSON), not compressed."),
  FOREIGN_HOST(
      421,
      "The request names a host that this port is not",
      "Address the port as localhost, 127.0.0.1 or [::1], or as the host that it listens on."),
  INVALID_APPLICANT(
      422,
      "The applicant's data cannot be scored",
      "Mend each of the errors and send the request again."),
  INVALID_REQUEST(
      422,
      "The request's body does not say what it should",
      "Mend each of the errors and send the request again."),
  IDEMPOTENCY_KEY_REUSED(
      422,
      "The idempotency key came before, with another request",
      "Use a new key for a new request."),
  PRECONDITION_REQUIRED(
      428,
      "The request does not say what it would replace",
      "Get the alias and send its ETag in the header If-Match."),
  TOO_MANY_WRONG_TOKENS(
      429,
      "Too many wrong tokens came from this address",
      "Send a token that credence tokens lists; others have to wait as long as the header Retry-After"
          + " says."),
  HEADERS_TOO_LARGE(
      431,
      "The header fields are larger than the server accepts",
      "Send fewer or shorter header fields."),
  INTERNAL_ERROR(500, "The server failed", "Report it; the server's log has the details."),
  NOT_READY(
      503,
      "The server cannot answer this yet",
      "Wait as long as the header Retry-After says; the detail says what an operator can do."),
  VERSION_DAMAGED(
      503,
      "This model version's document is damaged",
      "Name another version; an operator finds the file's name in the log."),
  VERSION_NOT_LOADED(
      503,
      "There is no memory for this model version",
      "Name another version; the detail says what an operator can do."),
  STORAGE_UNAVAILABLE(
      503,
      "The home cannot be read or written",
      "The detail says which file and why; mend that and try again."),
  DECISION_NOT_LOGGED(
      503,
      "The decision could not be logged",
      "Wait as long as the header Retry-After says and send the request again."),
  OVERLOADED(503, "The server is busy", "Wait as long as the header Retry-After says."),
  VERSION_NOT_SUPPORTED(
      505, "The request's version of HTTP is not supported", "Use HTTP/1.1 or HTTP/1.0.");

  private final int status;
  private final String title;
  private final String remedy;

  ProblemType(int status, String title, String remedy) {
    this.status = status;
    this.title = title;
    this.remedy = remedy;
  }

  /// The HTTP status that it is answered with.
  public int status() {
    return status;
  }

  /// What it is, in words that do not depend on the occurrence.
  public String title() {
    return title;
  }

  /// What a client can do about it.
  public String remedy() {
    return remedy;
  }

  /// The last part of the type's URI, in lower case with hyphens.
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// The type's URI, relative to the server; it can be fetched.
  public String uri() {
    return "/problems/" + slug();
  }
}
