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
  public byte[] problem(ProblemFacts facts) {
    return problemDocument(facts);
  }

  /// A problem as a document (RFC 9457), which is the same whatever format probabilities have.
  public static byte[] problemDocument(ProblemFacts facts) {
    return JsonBytes.of(
        json -> {
          json.writeStartObject();
          json.writeStringProperty("type", facts.type());
          json.writeStringProperty("title", facts.title());
          json.writeNumberProperty("status", facts.status());
          json.writeStringProperty("detail", facts.detail());
          json.writeStringProperty("message", facts.detail());
          if (!facts.faults().isEmpty()) {
            writeErrors(json, facts.faults());
          }
          if (facts.omitted() > 0) {
            json.writeNumberProperty("errors_omitted", facts.omitted());
          }
          json.writeEndObject();
        });
  }

  private static void writeErrors(JsonGenerator json, List<FieldFault> faults) {
    json.writeArrayPropertyStart("errors");
    for (FieldFault fault : faults) {
      json.writeStartObject();
      json.writeStringProperty("field", fault.field());
      json.writeStringProperty("pointer", fault.pointer());
      json.writeStringProperty("expected", fault.expected());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
