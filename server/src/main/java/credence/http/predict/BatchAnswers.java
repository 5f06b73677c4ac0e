package credence.http.predict;

import credence.bytes.ByteSink;
import credence.decision.RequestOrigin;
import credence.http.LoopMetrics;
import credence.http.LoopState;
import credence.http.answer.RecordAnswers;
import credence.http.answer.RecordForm;
import credence.http.predict.Protocols.BatchProtocol;
import credence.http.problem.Problem;
import credence.http.problem.ProblemForm;
import credence.http.settings.LimitSettings;
import credence.prediction.Choice;
import credence.prediction.ShadowQueue;
import credence.wire.BatchForm;

/// Answers the records of one batch in order, with the versions that were live when it began. An
/// invalid record is answered with its errors. Also writes the text around the answers.
final class BatchAnswers {
  private final LoopMetrics metrics;
  private final RecordAnswers answers;
  private final Choice choice;
  private final RecordForm form;
  private final BatchForm.Frame frame;
  private final CharSequence mediaType;
  private final ProblemForm problems;
  private boolean started;

  /// Creates an instance for one batch.
  ///
  /// @param limits the maximum number of errors listed for a record
  /// @param origin the request
  BatchAnswers(
      LoopState loop,
      RecordAnswers answers,
      Choice choice,
      BatchProtocol requested,
      LimitSettings limits,
      RequestOrigin origin) {
    this.metrics = loop.metrics();
    this.answers = answers;
    this.choice = choice;
    this.frame = requested.form().frame();
    this.mediaType = requested.protocol().answered();
    this.problems = requested.protocol().problems();
    this.form = RecordForm.ofBatch(limits).of(origin);
  }

  /// The versions that answer.
  Choice choice() {
    return choice;
  }

  /// The media type of the answers.
  CharSequence mediaType() {
    return mediaType;
  }

  /// Writes the answer or the errors of a record.
  ///
  /// @param index the record's index in the batch, from 0
  void answer(long index, byte[] bytes, int from, int to, ByteSink into) {
    separate(into);
    Problem problem = answers.answer(choice, bytes, from, to, into, form);
    metrics.batchRecords().add(1);
    if (problem == null) {
      answers.complete();
    } else {
      writeError(index, problem, into);
    }
    frame.after(into);
  }

  /// Writes the text after all answers.
  void end(ByteSink into) {
    if (!started) {
      frame.begin(into);
    }
    frame.end(into);
  }

  /// Writes a problem, because of which no more records are answered, and the text after all
  /// answers.
  void endWith(Problem problem, ByteSink into) {
    separate(into);
    metrics.problems(problem.type()).add(1);
    into.write(problems.write(problem));
    frame.after(into);
    frame.end(into);
  }

  private void separate(ByteSink into) {
    if (started) {
      frame.between(into);
    } else {
      started = true;
      frame.begin(into);
    }
  }

  /// The applicants that the shadows have not scored yet.
  ShadowQueue shadows() {
    return answers.shadows();
  }

  /// Writes the error of a record that exceeds the maximum length.
  void overlong(long index, Problem problem, ByteSink into) {
    separate(into);
    metrics.batchRecords().add(1);
    writeError(index, problem, into);
    frame.after(into);
  }

  private void writeError(long index, Problem problem, ByteSink into) {
    metrics.problems(problem.type()).add(1);
    answers.writeRejected(index, problem, into);
  }
}
