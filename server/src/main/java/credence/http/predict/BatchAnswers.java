package credence.http.predict;

import credence.http.LoopMetrics;
import credence.http.LoopState;
import credence.http.answer.RecordAnswers;
import credence.http.answer.RecordForm;
import credence.http.problem.Problem;
import credence.http.settings.LimitSettings;
import credence.prediction.Choice;
import credence.prediction.ShadowQueue;
import credence.wire.AnswerWriter;
import credence.wire.ByteSink;

/// Answers the records of one batch, in order, by the versions that were live when it began. A
/// faulty record is answered by its own error.
final class BatchAnswers {
  private final LoopMetrics metrics;
  private final RecordAnswers answers;
  private final Choice choice;
  private final RecordForm form;

  /// Answers of one batch.
  ///
  /// @param limits how many faults of a record are listed
  BatchAnswers(LoopState loop, RecordAnswers answers, Choice choice, LimitSettings limits) {
    this.metrics = loop.metrics();
    this.answers = answers;
    this.choice = choice;
    this.form = new RecordForm(true, limits.recordFaultsMax());
  }

  /// Writes a record's answer, or its error.
  ///
  /// @param index the record's place in the batch, from 0
  void answer(long index, byte[] bytes, int from, int to, ByteSink into) {
    Problem problem = answers.answer(choice, bytes, from, to, into, form);
    metrics.batchRecords().add(1);
    if (problem == null) {
      answers.complete();
    } else {
      writeError(index, problem, into);
    }
  }

  /// The applicants whom the shadows have yet to score.
  ShadowQueue shadows() {
    return answers.shadows();
  }

  /// Writes the error of a record that was too long to be read.
  void overlong(long index, Problem problem, ByteSink into) {
    metrics.batchRecords().add(1);
    writeError(index, problem, into);
  }

  private void writeError(long index, Problem problem, ByteSink into) {
    metrics.problems(problem.type()).add(1);
    AnswerWriter.writeFaultyRecord(
        into, index, problem.detail(), problem.errors(), problem.errorsOmitted());
  }
}
