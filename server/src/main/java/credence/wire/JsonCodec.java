package credence.wire;

import credence.model.VersionName;
import credence.scoring.InputLayout;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Credence's own protocol: a record is a JSON object, a batch is a JSON array or JSON lines, and a
/// problem is a document according to RFC 9457.
public final class JsonCodec implements Codec {
  /// A batch as a JSON array, answered with an array.
  public static final BatchForm ARRAY =
      new BatchForm.Whole(new BatchForm.Frame("[", ",", "", "]"), ArraySplitter::new);

  /// A batch as JSON lines (NDJSON), answered with one line for each.
  public static final BatchForm LINES =
      new BatchForm.Streamed(new BatchForm.Frame("", "", "\n", ""), LineSplitter::new);

  private final PredictionFormat format;

  /// Creates a codec.
  ///
  /// @param format the format of probabilities
  public JsonCodec(PredictionFormat format) {
    this.format = format;
  }

  @Override
  public RecordReader reader(InputLayout layout) {
    return new ApplicantReader(layout, WireLimits.DEFAULT);
  }

  @Override
  public RecordWriter writer(List<VersionName> versions) {
    return new AnswerWriter(versions, format);
  }

  @Override
  public byte[] problem(ProblemContent content) {
    return problemDocument(content);
  }

  /// The problem document (RFC 9457), which does not depend on the format of probabilities.
  public static byte[] problemDocument(ProblemContent content) {
    return JsonBytes.of(
        json -> {
          json.writeStartObject();
          json.writeStringProperty("type", content.type());
          json.writeStringProperty("title", content.title());
          json.writeNumberProperty("status", content.status());
          json.writeStringProperty("detail", content.detail());
          json.writeStringProperty("message", content.detail());
          if (!content.errors().isEmpty()) {
            writeErrors(json, content.errors());
          }
          if (content.omitted() > 0) {
            json.writeNumberProperty("errors_omitted", content.omitted());
          }
          json.writeEndObject();
        });
  }

  private static void writeErrors(JsonGenerator json, List<FieldError> errors) {
    json.writeArrayPropertyStart("errors");
    for (FieldError error : errors) {
      json.writeStartObject();
      json.writeStringProperty("field", error.field());
      json.writeStringProperty("pointer", error.pointer());
      json.writeStringProperty("expected", error.expected());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
