package credence.logistic;

import static org.assertj.core.api.Assertions.assertThat;

import credence.results.Results;
import java.util.BitSet;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A descent that starts at a sample's optimum")
class SampledStartTest {
  private static final SolverSettings SETTINGS = new SolverSettings(1, true, 1e-10);
  private static final TrainingRows ROWS = TrainingRows.generated(7, 300_000, 1, 0.5, 20);

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void endsWhereAnyDescentEndsInFewerPasses(int threads) {
    Fit sampled = fit(ROWS, 1, threads);
    Fit plain = fit(ROWS, Integer.MAX_VALUE, threads);

    assertSameOptimum(sampled, plain);
    assertThat(sampled.iterations()).isLessThan(plain.iterations());
    assertThat(sampled).isEqualTo(fit(ROWS, 1, 2));
  }

  @Test
  void endsThereThoughTheSampleHoldsOneClassOnly() {
    BitSet labels = (BitSet) ROWS.positive().clone();
    for (int block = 0; block * Design.BLOCK_ROWS < ROWS.rows(); block += 16) {
      labels.clear(block * Design.BLOCK_ROWS, (block + 1) * Design.BLOCK_ROWS);
    }
    TrainingRows rows = new TrainingRows(ROWS.names(), ROWS.columns(), labels);

    assertSameOptimum(fit(rows, 1, 2), fit(rows, Integer.MAX_VALUE, 2));
  }

  private static void assertSameOptimum(Fit fit, Fit other) {
    assertThat(fit.convergence()).isEqualTo(Convergence.GRADIENT);
    assertThat(fit.intercept()).isCloseTo(other.intercept(), Percentage.withPercentage(1e-6));
    for (int j = 0; j < fit.coefficients().size(); j++) {
      assertThat(fit.coefficients().get(j))
          .isCloseTo(other.coefficients().get(j), Percentage.withPercentage(1e-6));
    }
  }

  private static Fit fit(TrainingRows rows, int sampleBlocksMin, int threads) {
    return Results.value(
        new NewtonSolver(100, sampleBlocksMin)
            .fit(rows.design(), rows.labels(), SETTINGS, threads, (_, _) -> true));
  }
}
