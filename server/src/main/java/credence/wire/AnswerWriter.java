package credence.wire;

import credence.model.VersionName;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes answers: one version's, `{"id":…,"prediction":0.1495}`, or several versions',
/// `{"id":…,"predictions":[{"model":"…","prediction":0.1495},…]}`. Names need no escaping: a
/// version's name has only letters, digits, dots, underscores and hyphens. Holds no state of an
/// answer, so it may serve several threads, each with a sink of its own.
public final class AnswerWriter {
  private static final byte[] ID = ascii("{\"id\":");
  private static final byte[] PREDICTION = ascii(",\"prediction\":");
  private static final byte[] PREDICTIONS = ascii(",\"predictions\":[");
  private static final byte[] ERRORS = ascii(",\"errors\":[");
  private static final byte[] OMITTED = ascii(",\"errors_omitted\":");

  /// For each version what an answer of several begins with: `,{"model":"…"`; the comma is left out
  /// in front of the first.
  private final byte[][] models;

  /// The same with what follows unless there are faults.
  private final byte[][] modelPredictions;

  private final PredictionFormat format;

  /// A writer for the versions of a plan.
  ///
  /// @param versions the versions' names, in the plan's order
  /// @param format how probabilities are written
  public AnswerWriter(List<VersionName> versions, PredictionFormat format) {
    List<String> begins =
        versions.stream().map(version -> ",{\"model\":\"" + version.text() + "\"").toList();
    this.models = begins.stream().map(AnswerWriter::ascii).toArray(byte[][]::new);
    this.modelPredictions =
        begins.stream().map(text -> ascii(text + ",\"prediction\":")).toArray(byte[][]::new);
    this.format = format;
  }

  /// Writes one version's answer.
  ///
  /// @param source holds the id's literal from `idFrom` to `idTo`
  /// @param probability the probability of default, in [0, 1]
  public void writePrediction(
      ByteSink into, byte[] source, int idFrom, int idTo, double probability) {
    into.write(ID);
    into.write(source, idFrom, idTo);
    into.write(PREDICTION);
    format.write(probability, into);
    into.writeByte('}');
  }

  /// Writes one version's answer and says which it is: `{"id":…,"model":"…","prediction":0.1495}`.
  ///
  /// @param source holds the id's literal from `idFrom` to `idTo`
  /// @param version its index in the plan
  /// @param probability the probability of default, in [0, 1]
  public void writeNamedPrediction(
      ByteSink into, byte[] source, int idFrom, int idTo, int version, double probability) {
    into.write(ID);
    into.write(source, idFrom, idTo);
    into.writeByte(',');
    into.write(modelPredictions[version], 2, modelPredictions[version].length);
    format.write(probability, into);
    into.writeByte('}');
  }

  /// Begins an answer of several versions: each is then written by [#writeVersion(ByteSink, int,
  /// double)] or [#writeVersion(ByteSink, int, List, int)], and the end by
  /// [#endPredictions(ByteSink)].
  public void beginPredictions(ByteSink into, byte[] source, int idFrom, int idTo) {
    into.write(ID);
    into.write(source, idFrom, idTo);
    into.write(PREDICTIONS);
  }

  /// Writes what a version predicts.
  ///
  /// @param version its index in the plan
  /// @param probability the probability of default, in [0, 1]
  public void writeVersion(ByteSink into, int version, double probability) {
    beginVersion(into, modelPredictions[version]);
    format.write(probability, into);
    into.writeByte('}');
  }

  /// Writes what keeps a version from predicting.
  ///
  /// @param version its index in the plan
  /// @param omitted how many faults there are beside these
  public void writeVersion(ByteSink into, int version, List<FieldFault> faults, int omitted) {
    beginVersion(into, models[version]);
    writeErrors(into, faults, omitted);
    into.writeByte('}');
  }

  /// Ends an answer of several versions.
  public void endPredictions(ByteSink into) {
    into.writeByte(']');
    into.writeByte('}');
  }

  /// Writes the answer to a record of a batch that could not be scored:
  /// `{"index":7,"detail":"…","errors":[…]}`.
  ///
  /// @param index the record's place in the batch, from 0
  /// @param detail what is wrong, in a sentence for a person
  /// @param faults the faulty fields, if the record was read as far as these
  /// @param omitted how many faults there are beside these; written as `errors_omitted` unless 0
  public static void writeFaultyRecord(
      ByteSink into, long index, String detail, List<FieldFault> faults, int omitted) {
    into.write("{\"index\":");
    into.writeDecimal(index);
    into.write(",\"detail\":");
    into.writeJson(detail);
    writeErrors(into, faults, omitted);
    into.writeByte('}');
  }

  private static void beginVersion(ByteSink into, byte[] model) {
    into.write(model, into.last() == '[' ? 1 : 0, model.length);
  }

  private static void writeErrors(ByteSink into, List<FieldFault> faults, int omitted) {
    into.write(ERRORS);
    for (FieldFault fault : faults) {
      into.write(into.last() == '[' ? "{\"field\":" : ",{\"field\":");
      into.writeJson(fault.field());
      into.write(",\"pointer\":");
      into.writeJson(fault.pointer());
      into.write(",\"expected\":");
      into.writeJson(fault.expected());
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
