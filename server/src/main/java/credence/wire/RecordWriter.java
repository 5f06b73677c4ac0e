package credence.wire;

import credence.bytes.ByteSink;
import java.util.List;

/// Writes answers to records. A version is identified by its index in the plan; an id is repeated
/// as written in the record. Stateless, so several threads can use it, each with its own sink.
public interface RecordWriter {
  /// Writes the answer of one version.
  ///
  /// @param source contains the id's literal from `idFrom` to `idTo`
  /// @param probability the probability of default, in [0, 1]
  void writePrediction(ByteSink into, byte[] source, int idFrom, int idTo, double probability);

  /// Writes the answer of one version with the version's name.
  ///
  /// @param source contains the id's literal from `idFrom` to `idTo`
  /// @param version its index in the plan
  /// @param probability the probability of default, in [0, 1]
  void writeNamedPrediction(
      ByteSink into, byte[] source, int idFrom, int idTo, int version, double probability);

  /// Begins the answer of several versions. Each version is then written by
  /// [#writeVersion(ByteSink, int, double)] or [#writeVersion(ByteSink, int, List, int)], and the
  /// end by [#endPredictions(ByteSink)].
  ///
  /// @param source contains the id's literal from `idFrom` to `idTo`
  void beginPredictions(ByteSink into, byte[] source, int idFrom, int idTo);

  /// Writes the prediction of one of several versions.
  ///
  /// @param version its index in the plan
  /// @param probability the probability of default, in [0, 1]
  void writeVersion(ByteSink into, int version, double probability);

  /// Writes the errors that prevent one of several versions from predicting.
  ///
  /// @param version its index in the plan
  /// @param omitted the number of further errors that are not listed
  void writeVersion(ByteSink into, int version, List<FieldError> errors, int omitted);

  /// Ends the answer of several versions.
  void endPredictions(ByteSink into);

  /// Writes the answer to a record of a batch that could not be read or scored.
  ///
  /// @param index the record's index in the batch, from 0
  /// @param detail the reason, as text for users
  /// @param errors the errors in fields, if the fields were read
  /// @param omitted the number of further errors that are not listed
  void writeRejectedRecord(
      ByteSink into, long index, String detail, List<FieldError> errors, int omitted);
}
