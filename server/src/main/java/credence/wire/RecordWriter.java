package credence.wire;

import java.util.List;

/// Writes the answers to records by the versions of a plan. A version is named by its index in the
/// plan, an id is repeated as the record writes it. Holds no state of an answer, so it may serve
/// several threads, each with a sink of its own.
public interface RecordWriter {
  /// Writes one version's answer.
  ///
  /// @param source holds the id from `idFrom` to `idTo`
  /// @param probability the probability of default, in [0, 1]
  void writePrediction(ByteSink into, byte[] source, int idFrom, int idTo, double probability);

  /// Writes one version's answer and says which it is.
  ///
  /// @param source holds the id from `idFrom` to `idTo`
  /// @param version its index in the plan
  /// @param probability the probability of default, in [0, 1]
  void writeNamedPrediction(
      ByteSink into, byte[] source, int idFrom, int idTo, int version, double probability);

  /// Begins an answer of several versions: each is then written by [#writeVersion(ByteSink, int,
  /// double)] or [#writeVersion(ByteSink, int, List, int)], and the end by
  /// [#endPredictions(ByteSink)].
  ///
  /// @param source holds the id from `idFrom` to `idTo`
  void beginPredictions(ByteSink into, byte[] source, int idFrom, int idTo);

  /// Writes what a version predicts.
  ///
  /// @param version its index in the plan
  /// @param probability the probability of default, in [0, 1]
  void writeVersion(ByteSink into, int version, double probability);

  /// Writes what keeps a version from predicting.
  ///
  /// @param version its index in the plan
  /// @param omitted how many faults there are beside these
  void writeVersion(ByteSink into, int version, List<FieldError> errors, int omitted);

  /// Ends an answer of several versions.
  void endPredictions(ByteSink into);

  /// Writes the answer to a record of a batch that could not be scored.
  ///
  /// @param index the record's place in the batch, from 0
  /// @param detail what is wrong, in a sentence for a person
  /// @param errors the faulty fields, if the record was read as far as these
  /// @param omitted how many faults there are beside these
  void writeRejectedRecord(
      ByteSink into, long index, String detail, List<FieldError> errors, int omitted);
}
