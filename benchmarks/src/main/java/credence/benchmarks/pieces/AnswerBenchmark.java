package credence.benchmarks.pieces;

import credence.benchmarks.inputs.ExampleModels;
import credence.scoring.Scorer;
import credence.scoring.ServingPlan;
import credence.wire.AnswerWriter;
import credence.wire.ApplicantReader;
import credence.bytes.ByteSink;
import credence.wire.PredictionFormat;
import credence.wire.WireLimits;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The exercise's example from bytes to bytes: read, scored by the champion, answered.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AnswerBenchmark {
  private final byte[] request = ExampleModels.exampleBytes();
  private final ServingPlan plan = ExampleModels.plan(1);
  private final ApplicantReader reader = new ApplicantReader(plan.layout(), WireLimits.DEFAULT);
  private final Scorer scorer = Objects.requireNonNull(plan.champion()).scorer();
  private final AnswerWriter writer =
      new AnswerWriter(
          plan.versions().stream().map(version -> version.name()).toList(),
          PredictionFormat.rounded(PredictionFormat.DECIMALS_DEFAULT));
  private final ByteSink answer = new ByteSink();

  /// Checks that what is measured is the right answer.
  @Setup
  public void check() {
    readScoreWrite();
    String written = new String(answer.toByteArray(), StandardCharsets.UTF_8);
    if (!written.equals(ExampleModels.ANSWER)) {
      throw new IllegalStateException("answered " + written);
    }
  }

  /// Reads the request, scores it and writes the answer.
  ///
  /// @return the answer
  @Benchmark
  public ByteSink readScoreWrite() {
    answer.clear();
    if (!reader.read(request, 0, request.length)) {
      throw new IllegalStateException(reader.error().toString());
    }
    double probability = scorer.probability(reader.vector());
    writer.writePrediction(answer, request, reader.idFrom(), reader.idTo(), probability);
    return answer;
  }

  /// Reads the request alone.
  @Benchmark
  public boolean read() {
    return reader.read(request, 0, request.length);
  }
}
