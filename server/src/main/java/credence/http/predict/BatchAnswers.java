package credence.http.predict;

import credence.http.LoopMetrics;
import credence.http.LoopState;
import credence.http.answer.RecordAnswers;
import credence.http.answer.RecordForm;
import credence.http.predict.Protocols.BatchProtocol;
import credence.http.problem.Problem;
import credence.http.settings.LimitSettings;
import credence.prediction.Choice;
import credence.prediction.ShadowQueue;
import credence.wire.BatchForm;
import credence.wire.ByteSink;

/// Answers the records of one batch, in order, by the versions that were live when it began. A
/// faulty record is answered by its own error. Writes what the batch's form has around the answers.
final class BatchAnswers {
  private final LoopMetrics metrics;
  private final RecordAnswers answers;
  private final Choice choice;
  private final RecordForm form;
  private final BatchForm.Frame frame;
  private final CharSequence mediaType;
  private boolean begun;

  /// Answers of one batch.
  ///
  /// @param limits how many faults of a record are listed
  BatchAnswers(
      LoopState loop,
      RecordAnswers answers,
      Choice choice,
      BatchProtocol requested,
      LimitSettings limits) {
    this.metrics = loop.metrics();
    this.answers = answers;
    this.choice = choice;
    this.frame = requested.form().frame();
    this.mediaType = requested.protocol().answered();
    this.form = new RecordForm(true, limits.recordFaultsMax());
  }

  /// The versions that answer.
  Choice choice() {
    return choice;
  }

  /// The media type of the answers.
  CharSequence mediaType() {
    return mediaType;
  }

  /// Writes a record's answer, or its error.
  ///
  /// @param index the record's place in the batch, from 0
  void answer(long index, byte[] bytes, int from, int to, ByteSink into) {
    beforeNext(into);
    Problem problem = answers.answer(choice, bytes, from, to, into, form);
    metrics.batchRecords().add(1);
    if (problem == null) {
      answers.complete();
    } else {
      writeError(index, problem, into);
    }
    frame.after(into);
  }

  /// Writes what comes after all answers.
  void end(ByteSink into) {
    if (!begun) {
      frame.begin(into);
    }
    frame.end(into);
  }

  private void beforeNext(ByteSink into) {
    if (begun) {
      frame.between(into);
    } else {
      begun = true;
      frame.begin(into);
    }
  }

  /// The applicants whom the shadows have yet to score.
  ShadowQueue shadows() {
    return answers.shadows();
  }

  /// Writes the error of a record that was too long to be read.
  void overlong(long index, Problem problem, ByteSink into) {
    beforeNext(into);
    metrics.batchRecords().add(1);
    writeError(index, problem, into);
    frame.after(into);
  }

  private void writeError(long index, Problem problem, ByteSink into) {
    metrics.problems(problem.type()).add(1);
    answers.writeRejected(index, problem, into);
  }
}
