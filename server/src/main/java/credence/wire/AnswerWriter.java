package credence.wire;

import credence.bytes.ByteSink;
import credence.model.VersionName;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes answers: one version's, `{"id":…,"prediction":0.1495}`, or several versions',
/// `{"id":…,"predictions":[{"model":"…","prediction":0.1495},…]}`. Names of versions need no
/// escaping: they consist of letters, digits, dots, underscores and hyphens. Stateless, so several
/// threads can use it, each with its own sink.
public final class AnswerWriter implements RecordWriter {
  private static final byte[] ID = ascii("{\"id\":");
  private static final byte[] PREDICTION = ascii(",\"prediction\":");
  private static final byte[] PREDICTIONS = ascii(",\"predictions\":[");
  private static final byte[] ERRORS = ascii(",\"errors\":[");
  private static final byte[] OMITTED = ascii(",\"errors_omitted\":");

  /// For each version, the start of its object in an answer of several versions: `,{"model":"…"`;
  /// the comma is omitted for the first.
  private final byte[][] models;

  /// The same, followed by `,"prediction":`.
  private final byte[][] modelPredictions;

  private final PredictionFormat format;

  /// Creates a writer for the versions of a plan.
  ///
  /// @param versions the names of the plan's versions, in their order
  /// @param format the format of probabilities
  public AnswerWriter(List<VersionName> versions, PredictionFormat format) {
    List<String> begins =
        versions.stream().map(version -> ",{\"model\":\"" + version.text() + "\"").toList();
    this.models = begins.stream().map(AnswerWriter::ascii).toArray(byte[][]::new);
    this.modelPredictions =
        begins.stream().map(text -> ascii(text + ",\"prediction\":")).toArray(byte[][]::new);
    this.format = format;
  }

  @Override
  public void writePrediction(
      ByteSink into, byte[] source, int idFrom, int idTo, double probability) {
    into.write(ID);
    into.write(source, idFrom, idTo);
    into.write(PREDICTION);
    format.write(probability, into);
    into.writeByte('}');
  }

  /// Writes `{"id":…,"model":"…","prediction":0.1495}`.
  @Override
  public void writeNamedPrediction(
      ByteSink into, byte[] source, int idFrom, int idTo, int version, double probability) {
    into.write(ID);
    into.write(source, idFrom, idTo);
    into.writeByte(',');
    into.write(modelPredictions[version], 2, modelPredictions[version].length);
    format.write(probability, into);
    into.writeByte('}');
  }

  @Override
  public void beginPredictions(ByteSink into, byte[] source, int idFrom, int idTo) {
    into.write(ID);
    into.write(source, idFrom, idTo);
    into.write(PREDICTIONS);
  }

  @Override
  public void writeVersion(ByteSink into, int version, double probability) {
    beginVersion(into, modelPredictions[version]);
    format.write(probability, into);
    into.writeByte('}');
  }

  @Override
  public void writeVersion(ByteSink into, int version, List<FieldError> errors, int omitted) {
    beginVersion(into, models[version]);
    writeErrors(into, errors, omitted);
    into.writeByte('}');
  }

  @Override
  public void endPredictions(ByteSink into) {
    into.writeByte(']');
    into.writeByte('}');
  }

  /// Writes `{"index":7,"detail":"…","errors":[…]}`, and `errors_omitted` unless it is 0.
  @Override
  public void writeRejectedRecord(
      ByteSink into, long index, String detail, List<FieldError> errors, int omitted) {
    into.write("{\"index\":");
    into.writeDecimal(index);
    into.write(",\"detail\":");
    into.writeJson(detail);
    writeErrors(into, errors, omitted);
    into.writeByte('}');
  }

  private static void beginVersion(ByteSink into, byte[] model) {
    into.write(model, into.last() == '[' ? 1 : 0, model.length);
  }

  private static void writeErrors(ByteSink into, List<FieldError> errors, int omitted) {
    into.write(ERRORS);
    for (FieldError error : errors) {
      into.write(into.last() == '[' ? "{\"field\":" : ",{\"field\":");
      into.writeJson(error.field());
      into.write(",\"pointer\":");
      into.writeJson(error.pointer());
      into.write(",\"expected\":");
      into.writeJson(error.expected());
      into.writeByte('}');
    }
    into.writeByte(']');
    if (omitted > 0) {
      into.write(OMITTED);
      into.writeDecimal(omitted);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
