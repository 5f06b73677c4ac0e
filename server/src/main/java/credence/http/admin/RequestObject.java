package credence.http.admin;

import credence.http.Exchange;
import credence.http.WholeBody;
import credence.http.head.MediaTypes;
import credence.http.head.RequestHead;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.model.NearNames;
import credence.registry.RegistryLimits;
import credence.wire.FieldError;
import credence.wire.JsonText;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The JSON object in the body of a request of the admin port. Fields are read by name, and errors
/// are collected, so that all of them are reported together.
final class RequestObject {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final int BODY_BYTES_MAX = 2 << 20;
  private static final char LINE_SEPARATOR = 0x2028;
  private static final char PARAGRAPH_SEPARATOR = 0x2029;
  private static final int REASON_CHARACTERS_MAX = RegistryLimits.DEFAULT.reasonCharactersMax();

  private final @Nullable JsonNode object;
  private final @Nullable Problem unreadable;
  private final Set<String> known = new LinkedHashSet<>();
  private final List<FieldError> errors = new ArrayList<>();

  private RequestObject(@Nullable JsonNode object, @Nullable Problem unreadable) {
    this.object = object;
    this.unreadable = unreadable;
  }

  /// Handles a request according to its body.
  interface Handler {
    /// Handles the request; called on a worker.
    Reply handle(RequestObject object) throws IOException;
  }

  /// Checks a request's head, reads its body and passes it to a handler.
  static void read(Exchange exchange, AdminWorkers workers, Handler handler) {
    HttpServerRequest request = exchange.request();
    Problem rejection = RequestHead.problem(request, MediaTypes.JSON);
    if (rejection == null && !MediaTypes.isJson(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
      rejection =
          Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "expected Content-Type: application/json");
    }
    if (rejection == null) {
      rejection = RequestHead.tooLong(request, BODY_BYTES_MAX);
    }
    if (rejection != null) {
      exchange.problem(rejection);
      return;
    }
    exchange
        .body()
        .read(
            new WholeBody(
                exchange,
                BODY_BYTES_MAX,
                (x, bytes, length) -> {
                  byte[] body = Arrays.copyOf(bytes, length);
                  workers.answer(x, () -> handler.handle(of(body)));
                }));
  }

  /// Reads a body; an empty one is an object without fields.
  private static RequestObject of(byte[] body) {
    if (body.length == 0) {
      return new RequestObject(JSON.createObjectNode(), null);
    }
    try {
      JsonNode read = JsonText.decode(body).map(JSON::readTree).orElse(null);
      if (read == null) {
        return malformed();
      }
      return read.isObject()
          ? new RequestObject(read, null)
          : new RequestObject(
              null, Problem.of(ProblemType.INVALID_REQUEST, "expected a JSON object"));
    } catch (JacksonException malformed) {
      return malformed();
    }
  }

  private static RequestObject malformed() {
    return new RequestObject(
        null,
        Problem.of(
            ProblemType.MALFORMED_JSON,
            "expected one well-formed JSON object in UTF-8 without duplicate fields"));
  }

  /// A field's value; null if it is absent or null.
  @Nullable JsonNode value(String field) {
    known.add(field);
    JsonNode value = object == null ? null : object.get(field);
    return value == null || value.isNull() ? null : value;
  }

  /// A string; null if it is absent or has another type, which is an error.
  @Nullable String text(String field) {
    JsonNode value = value(field);
    if (value == null) {
      return null;
    }
    if (isText(value)) {
      return value.stringValue();
    }
    addError(field, "expected a string");
    return null;
  }

  /// Whether a value is a string that can be encoded.
  private static boolean isText(JsonNode value) {
    return value.isString() && JsonText.isEncodable(value.stringValue());
  }

  /// A boolean; false if it is absent or has another type, which is an error.
  boolean flag(String field) {
    JsonNode value = value(field);
    if (value != null && !value.isBoolean()) {
      addError(field, "expected true or false");
    }
    return value != null && value.isBoolean() && value.booleanValue();
  }

  /// A list of strings; null if it is absent or has another type, which is an error.
  @Nullable List<String> texts(String field) {
    JsonNode value = value(field);
    if (value == null) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    if (value.isArray() && value.valueStream().allMatch(RequestObject::isText)) {
      value.forEach(text -> texts.add(text.stringValue()));
      return texts;
    }
    addError(field, "expected a list of strings");
    return null;
  }

  /// The field `reason`, a single line; an error if it is missing or invalid.
  String reason() {
    String reason = text("reason");
    if (reason == null
        || reason.isBlank()
        || reason.length() > REASON_CHARACTERS_MAX
        || reason.chars().anyMatch(RequestObject::endsLine)) {
      addError("reason", "expected one line of 1 to " + REASON_CHARACTERS_MAX + " characters");
    }
    return String.valueOf(reason);
  }

  private static boolean endsLine(int c) {
    return Character.isISOControl(c) || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR;
  }

  /// Adds an error in a field, unless the field already has one.
  void addError(String field, String expected) {
    if (errors.stream().noneMatch(error -> error.field().equals(field))) {
      errors.add(FieldError.of(field, expected));
    }
  }

  /// The problem with the object; null if there is none. Must be called after all fields have been
  /// read.
  @Nullable Problem problem() {
    if (object != null) {
      int unknown = 0;
      for (String name : object.propertyNames()) {
        if (!known.contains(name)) {
          unknown++;
          List<String> near = NearNames.of(name, known);
          near.forEach(
              field ->
                  addError(field, "expected a field of this name; found one with a similar name"));
        }
      }
      if (unknown > 0) {
        errors.add(new FieldError("", "", "expected only the fields " + String.join(", ", known)));
      }
    }
    if (unreadable != null || errors.isEmpty()) {
      return unreadable;
    }
    return new Problem(
        ProblemType.INVALID_REQUEST,
        errors.stream().map(RequestObject::message).collect(Collectors.joining("; ")),
        errors,
        0);
  }

  private static String message(FieldError error) {
    return error.field().isEmpty() ? error.expected() : error.field() + ": " + error.expected();
  }
}
