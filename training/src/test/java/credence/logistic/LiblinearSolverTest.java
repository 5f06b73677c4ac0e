package credence.logistic;

import static org.assertj.core.api.Assertions.assertThat;

import credence.exercise.Exercise;
import credence.model.LocatedError;
import credence.model.Result;
import credence.results.Results;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class LiblinearSolverTest {
  private static final SolverSettings SETTINGS =
      new SolverSettings(0.1, true, LiblinearSolver.TOLERANCE_DEFAULT);

  private static Result<Fit> fit(TrainingRows rows, SolverSettings settings) {
    return new LiblinearSolver().fit(rows.design(), rows.labels(), settings, 2, FitProgress.SILENT);
  }

  @Test
  @DisplayName("The exercise's saved coefficients are reproduced within 1e-9")
  void exercise() throws Exception {
    JsonNode model = Exercise.reference().get("model");
    TrainingRows rows = TrainingRows.ofExercise();
    Percentage within = Percentage.withPercentage(1e-7);

    Fit fit = Results.value(fit(rows, SETTINGS));

    assertThat(fit.intercept()).isCloseTo(model.get("intercept").doubleValue(), within);
    for (int j = 0; j < 4; j++) {
      assertThat(fit.coefficients().get(j))
          .isCloseTo(model.get("coefficients").get(rows.names().get(j)).doubleValue(), within);
    }
    assertThat(fit.convergence()).isEqualTo(Convergence.SOLVER_TOLERANCE);
    assertThat(fit.iterations()).isPositive();
    assertThat(fit.gradientNorm()).isBetween(1e-10, 1e-2);
  }

  @Test
  @DisplayName("At a fine tolerance the coefficients are newton's, whichever class comes first")
  void againstNewton() {
    for (long seed = 1; seed <= 6; seed++) {
      TrainingRows rows = TrainingRows.generated(seed, 500, 1, 2);
      Fit expected =
          Results.value(
              new NewtonSolver()
                  .fit(
                      rows.design(),
                      rows.labels(),
                      new SolverSettings(0.1, true, 1e-10),
                      1,
                      FitProgress.SILENT));

      Fit fit = Results.value(fit(rows, new SolverSettings(0.1, true, 1e-10)));

      assertThat(fit.objective())
          .as("seed %d", seed)
          .isCloseTo(expected.objective(), Percentage.withPercentage(1e-8));
      for (int j = 0; j < 2; j++) {
        assertThat(fit.coefficients().get(j))
            .as("seed %d", seed)
            .isCloseTo(expected.coefficients().get(j), Offset.offset(1e-4));
      }
    }
  }

  @Test
  @DisplayName("A fit is reproducible to the bit and prints nothing")
  void repeats() {
    TrainingRows rows = TrainingRows.generated(3, 2_000, 1, 2);
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream taken = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      System.setOut(taken);
      assertThat(fit(rows, SETTINGS)).isEqualTo(fit(rows, SETTINGS));
    } finally {
      System.setOut(before);
    }
    assertThat(printed.size()).isZero();
  }

  @Test
  @DisplayName("A free intercept and too many cells are rejected together, with the solver to use")
  void rejected() {
    TrainingRows rows = TrainingRows.generated(3, 100, 1, 2);

    assertThat(
            Results.rejected(
                new LiblinearSolver(299)
                    .fit(
                        rows.design(),
                        rows.labels(),
                        new SolverSettings(0.1, false, 1e-4),
                        1,
                        FitProgress.SILENT)))
        .extracting(LocatedError::expected)
        .satisfies(
            errors -> assertThat(errors).hasSize(2),
            errors -> assertThat(errors).allMatch(error -> error.contains("newton")),
            errors -> assertThat(List.copyOf(errors).get(1)).contains("300 cells", "299"));
  }
}
