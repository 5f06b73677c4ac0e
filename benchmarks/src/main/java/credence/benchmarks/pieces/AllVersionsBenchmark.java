package credence.benchmarks.pieces;

import credence.benchmarks.inputs.ExampleModels;
import credence.scoring.FeatureVector;
import credence.scoring.LiveVersion;
import credence.scoring.ServingPlan;
import credence.wire.AnswerWriter;
import credence.wire.ApplicantReader;
import credence.bytes.ByteSink;
import credence.wire.PredictionFormat;
import credence.wire.WireLimits;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The exercise's example from bytes to bytes, scored by all versions.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AllVersionsBenchmark {
  @Param({"10", "100"})
  int versions;

  private final byte[] request = ExampleModels.exampleBytes();
  private final ByteSink answer = new ByteSink();
  private ServingPlan plan = ExampleModels.plan(1);
  private ApplicantReader reader = reader(plan);
  private AnswerWriter writer = writer(plan);

  /// Makes the plan.
  @Setup
  public void prepare() {
    plan = ExampleModels.plan(versions);
    reader = reader(plan);
    writer = writer(plan);
  }

  /// Reads the request, scores it by all versions and writes the answer.
  ///
  /// @return the answer
  @Benchmark
  public ByteSink readScoreWrite() {
    answer.clear();
    if (!reader.read(request, 0, request.length)) {
      throw new IllegalStateException(reader.error().toString());
    }
    FeatureVector vector = reader.vector();
    writer.beginPredictions(answer, request, reader.idFrom(), reader.idTo());
    List<LiveVersion> live = plan.versions();
    for (int i = 0; i < live.size(); i++) {
      writer.writeVersion(answer, i, live.get(i).scorer().probability(vector));
    }
    writer.endPredictions(answer);
    return answer;
  }

  private static ApplicantReader reader(ServingPlan plan) {
    return new ApplicantReader(plan.layout(), WireLimits.DEFAULT);
  }

  private static AnswerWriter writer(ServingPlan plan) {
    return new AnswerWriter(
        plan.versions().stream().map(LiveVersion::name).toList(),
        PredictionFormat.rounded(PredictionFormat.DECIMALS_DEFAULT));
  }
}
