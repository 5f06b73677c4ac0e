package credence.wire;

import credence.model.VersionName;
import credence.scoring.InputLayout;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/// Credence's own protocol: a record is a JSON object, a batch an array of them or a line for each,
/// and a problem a document as RFC 9457 has it.
public final class JsonCodec implements Codec {
  /// A batch that is a JSON array, answered by an array.
  public static final BatchForm ARRAY =
      new BatchForm.Whole(new BatchForm.Frame("[", ",", "", "]"), ArraySplitter::new);

  /// A batch of lines, each a JSON object (NDJSON), answered by a line for each.
  public static final BatchForm LINES =
      new BatchForm.Streamed(new BatchForm.Frame("", "", "\n", ""), LineSplitter::new);

  private final PredictionFormat format;

  /// A codec.
  ///
  /// @param format how probabilities are written
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
  public byte[] problem(ProblemContent facts) {
    return problemDocument(facts);
  }

  /// A problem as a document (RFC 9457), which is the same whatever format probabilities have.
  public static byte[] problemDocument(ProblemContent facts) {
    return JsonBytes.of(
        json -> {
          json.writeStartObject();
          json.writeStringProperty("type", facts.type());
          json.writeStringProperty("title", facts.title());
          json.writeNumberProperty("status", facts.status());
          json.writeStringProperty("detail", facts.detail());
          json.writeStringProperty("message", facts.detail());
          if (!facts.errors().isEmpty()) {
            writeErrors(json, facts.errors());
          }
          if (facts.omitted() > 0) {
            json.writeNumberProperty("errors_omitted", facts.omitted());
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
