package credence.app;

import credence.bytes.ByteSink;
import credence.files.FileFailure;
import credence.files.RegularFiles;
import credence.job.JobEstimate;
import credence.job.JobProgress;
import credence.model.ModelVersion;
import credence.scoring.InputCounts;
import credence.scoring.InputCounts.InputCount;
import credence.scoring.LiveVersion;
import credence.scoring.Prediction;
import credence.scoring.ServingPlan;
import credence.wire.AnswerWriter;
import credence.wire.ApplicantReader;
import credence.wire.FieldError;
import credence.wire.LineSplitter;
import credence.wire.PredictionFormat;
import credence.wire.ReadError;
import credence.wire.StreamSplitter;
import credence.wire.WireLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Scores a file of applicants' records, one in JSON on each line, as `/predict/batch` does: a
/// result for each, in order; for a record that cannot be scored, its errors.
final class JsonLinesScoring implements StreamSplitter.Records {
  private static final int LINE_BYTES_MAX = 1 << 20;
  private static final int CHUNK_BYTES = 1 << 16;

  private final LiveVersion version;
  private final Prediction prediction = new Prediction();
  private final ApplicantReader reader;
  private final AnswerWriter writer;
  private final ByteSink answers = new ByteSink();
  private final InputCounts inputs;
  private long scored;
  private long rejected;

  private JsonLinesScoring(ModelVersion version, PredictionFormat format) {
    ServingPlan.Member member = new ServingPlan.Member(version.name(), version.model());
    ServingPlan plan = ServingPlan.of(List.of(member), Map.of());
    this.version = plan.versions().getFirst();
    inputs = new InputCounts(version.model().inputs(), version.references().ranges());
    reader = new ApplicantReader(plan.layout(), WireLimits.DEFAULT);
    writer = new AnswerWriter(List.of(version.name()), format);
  }

  /// The number of records processed.
  ///
  /// @param scored those with a prediction
  /// @param rejected those with errors
  /// @param inputs the inputs that were imputed, or had unseen levels or values outside the
  ///   training range, in the records with a prediction
  record Counts(long scored, long rejected, List<InputCount> inputs) {
    Counts {
      inputs = List.copyOf(inputs);
    }
  }

  /// Scores all of a file's records.
  ///
  /// @param data the file that holds them
  /// @param out receives the results
  /// @param progress receives the share of the bytes read
  /// @return null if the work was cancelled
  static @Nullable Counts score(
      ModelVersion version,
      PredictionFormat format,
      Path data,
      OutputStream out,
      JobProgress progress)
      throws IOException {
    JobEstimate estimate = new JobEstimate(System::nanoTime);
    JsonLinesScoring scoring = new JsonLinesScoring(version, format);
    LineSplitter splitter = new LineSplitter(LINE_BYTES_MAX);
    byte[] chunk = new byte[CHUNK_BYTES];
    long bytesRead = 0;
    try (InputStream in = open(data)) {
      long bytesTotal = Files.size(data);
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        splitter.take(chunk, 0, read, scoring);
        scoring.writeTo(out);
        bytesRead += read;
        double share = Math.min(1, (double) bytesRead / bytesTotal);
        long rows = scoring.scored + scoring.rejected;
        if (!progress.proceed(estimate.at("scoring", share, rows))) {
          return null;
        }
      }
    }
    splitter.finish(scoring);
    scoring.writeTo(out);
    return new Counts(scoring.scored, scoring.rejected, scoring.inputs.counts());
  }

  private void writeTo(OutputStream out) throws IOException {
    out.write(answers.array(), 0, answers.size());
    answers.clear();
  }

  @Override
  public void record(long index, byte[] bytes, int from, int to) {
    boolean read = reader.read(bytes, from, to);
    if (read && prediction.score(version, reader.vector(), Prediction.Route.NAMED)) {
      scored++;
      inputs.add(prediction);
      writer.writePrediction(
          answers, bytes, reader.idFrom(), reader.idTo(), prediction.probability());
      answers.writeByte('\n');
    } else {
      reject(index, read);
    }
  }

  @Override
  public void overlong(long index, ReadError error) {
    writeRejected(index, error.detail(), error.errors());
  }

  private void reject(long index, boolean read) {
    if (read) {
      List<FieldError> errors = inputErrors();
      writeRejected(index, "expected a record with all inputs of the version", errors);
      return;
    }
    ReadError error = reader.error();
    boolean inputsRead = error.kind() == ReadError.Kind.INVALID_ID;
    ReadError whole = inputsRead ? error.and(inputErrors()) : error;
    writeRejected(index, whole.detail(), whole.errors());
  }

  private List<FieldError> inputErrors() {
    return version.scorer().errors(reader.vector()).stream().map(FieldError::of).toList();
  }

  private void writeRejected(long index, String detail, List<FieldError> errors) {
    rejected++;
    writer.writeRejectedRecord(answers, index, detail, errors, 0);
    answers.writeByte('\n');
  }

  private static InputStream open(Path data) throws IOException {
    return RegularFiles.open(data)
        .orElseThrow(() -> FileFailure.because("cannot read", data, "No such file or directory"));
  }
}
