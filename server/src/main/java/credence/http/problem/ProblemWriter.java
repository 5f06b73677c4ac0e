package credence.http.problem;

import credence.wire.FieldFault;
import credence.wire.JsonBytes;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Writes problems as `application/problem+json` (RFC 9457).
public final class ProblemWriter {
  private ProblemWriter() {}

  /// The problem as a document.
  public static byte[] write(Problem problem) {
    return JsonBytes.of(
        json -> {
          json.writeStartObject();
          json.writeStringProperty("type", problem.type().uri());
          json.writeStringProperty("title", problem.type().title());
          json.writeNumberProperty("status", problem.type().status());
          json.writeStringProperty("detail", problem.detail());
          json.writeStringProperty("message", problem.detail());
          if (!problem.errors().isEmpty()) {
            writeErrors(json, problem.errors());
          }
          if (problem.errorsOmitted() > 0) {
            json.writeNumberProperty("errors_omitted", problem.errorsOmitted());
          }
          json.writeEndObject();
        });
  }

  private static void writeErrors(JsonGenerator json, List<FieldFault> errors) {
    json.writeArrayPropertyStart("errors");
    for (FieldFault error : errors) {
      json.writeStartObject();
      json.writeStringProperty("field", error.field());
      json.writeStringProperty("pointer", error.pointer());
      json.writeStringProperty("expected", error.expected());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
