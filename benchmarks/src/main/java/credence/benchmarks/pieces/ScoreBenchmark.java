package credence.benchmarks.pieces;

import credence.benchmarks.inputs.ExampleModels;
import credence.model.Model;
import credence.scoring.FeatureVector;
import credence.scoring.InputLayout;
import credence.scoring.Scorer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The score of one vector.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ScoreBenchmark {
  @Param({"4", "100"})
  int features;

  private FeatureVector vector = new FeatureVector(0);
  private Scorer scorer = Scorer.of(ExampleModels.exercise(), layout(ExampleModels.exercise()));

  /// Makes the model and one applicant.
  @Setup
  public void prepare() {
    Model model = ExampleModels.wide(features);
    InputLayout layout = layout(model);
    scorer = Scorer.of(model, layout);
    vector = new FeatureVector(layout.size());
    SplittableRandom random = new SplittableRandom(features);
    for (int slot = 0; slot < layout.size(); slot++) {
      vector.set(slot, random.nextDouble(-1, 1));
    }
  }

  /// Scores the vector.
  @Benchmark
  public double score() {
    return scorer.probability(vector);
  }

  private static InputLayout layout(Model model) {
    return InputLayout.of(List.of(model));
  }
}
