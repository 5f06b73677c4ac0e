package credence.logistic;

import credence.model.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Newton's method with a backtracking line search, to the exact optimum.
///
/// Each iteration is one pass over the design, on all threads: log-loss, gradient and Hessian
/// together, at the point that a full step leads to. A step that does not lower the objective
/// enough (Armijo's rule) is halved. The objective is strictly convex except in a free intercept,
/// and convex in that while both classes are present, so there is one optimum; near it each step
/// doubles the number of correct digits. When the objective can no longer distinguish two points,
/// the gradient decides; when that stops decreasing too, the rounding floor is reached.
///
/// The descent ends when both the largest component of the mean gradient is at most the tolerance
/// and the Newton decrement gᵀH⁻¹g, twice the expected decrease of the objective, is at most the
/// tolerance times the objective (Boyd and Vandenberghe, Convex Optimization, 9.5). Without the
/// second condition a fit to separable classes with a weak penalty would end far from its optimum,
/// since gradient and objective are both tiny there.
///
/// With millions of rows the descent begins at an approximate optimum of one block in sixteen. This
/// is within a fraction of a standard error of the overall optimum, so that two or three passes
/// over all rows remain. The starting point does not affect the result.
///
/// Memory is proportional to the threads times (a block of the columns and the square of their
/// number).
public final class NewtonSolver implements Solver {
  /// The maximum number of encoded columns.
  public static final int COLUMNS_MAX = 2000;

  /// The default tolerance of specs.
  public static final double TOLERANCE_DEFAULT = 1e-10;

  /// The default maximum number of iterations; a well-posed fit takes fewer than 20.
  public static final int ITERATIONS_MAX_DEFAULT = 100;

  private static final double ARMIJO_SHARE = 1e-4;
  private static final int HALVINGS_MAX = 60;

  /// A relative decrease of the objective below this value is indistinguishable from rounding.
  private static final double FALL_SHARE_MIN = 1e-9;

  /// The sampling interval of blocks for the starting point.
  private static final int SAMPLE_STRIDE = 16;

  /// The minimum number of blocks of a useful sample.
  private static final int SAMPLE_BLOCKS_MIN = 32;

  private static final int SAMPLE_ITERATIONS_MAX = 10;

  /// The tolerance for the sample, well below its sampling error.
  private static final double SAMPLE_TOLERANCE = 1e-4;

  /// The usual number of passes over all rows, the first included, from the start without features
  /// and from the optimum of a sample, whose passes take as long as half of one.
  private static final int PASSES = 6;

  private static final double PASSES_FROM_SAMPLE = FitPasses.SUMS + 0.5 + 3;

  /// A gradient that is far from the optimum.
  private static final double FAR = 0.1;

  private final int iterationsMax;
  private final int sampleBlocksMin;

  /// Creates the solver with [#ITERATIONS_MAX_DEFAULT].
  public NewtonSolver() {
    this(ITERATIONS_MAX_DEFAULT);
  }

  /// Creates the solver.
  ///
  /// @param iterationsMax at least 1
  public NewtonSolver(int iterationsMax) {
    this(iterationsMax, SAMPLE_BLOCKS_MIN);
  }

  /// Creates a solver that begins at the optimum of a sample of at least the given number of
  /// blocks.
  NewtonSolver(int iterationsMax, int sampleBlocksMin) {
    if (iterationsMax < 1) {
      throw new IllegalArgumentException("At least one iteration, not " + iterationsMax);
    }
    this.iterationsMax = iterationsMax;
    this.sampleBlocksMin = sampleBlocksMin;
  }

  @Override
  public String name() {
    return "newton";
  }

  @Override
  public Result<Fit> fit(
      Design design, Labels labels, SolverSettings settings, int threads, FitProgress progress) {
    List<String> errors = new ArrayList<>(LogisticProblem.errors(design, labels));
    if (design.columns() > COLUMNS_MAX) {
      errors.add(
          String.format(
              Locale.ROOT,
              "%d encoded columns, but newton supports at most %d: remove features with very many levels",
              design.columns(),
              COLUMNS_MAX));
    }
    if (!errors.isEmpty()) {
      return LogisticProblem.rejected(errors);
    }
    FitPasses passes = new FitPasses(progress, PASSES_FROM_SAMPLE);
    Descent descent = new Descent(settings.tolerance(), progress, passes);
    try (LogisticProblem problem = new LogisticProblem(design, labels, settings, threads, passes)) {
      errors.addAll(problem.scale().errors(design.columnNames()));
      return errors.isEmpty() ? descent.run(problem) : LogisticProblem.rejected(errors);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result.Cancelled<>();
    }
  }

  private final class Descent {
    private final double tolerance;
    private final FitProgress progress;
    private final FitPasses passes;
    private int iterations;

    Descent(double tolerance, FitProgress progress, FitPasses passes) {
      this.tolerance = tolerance;
      this.progress = progress;
      this.passes = passes;
    }

    Result<Fit> run(LogisticProblem problem) throws InterruptedException {
      LogisticProblem.Evaluation at = problem.evaluate(start(problem));
      while (progress.proceed(iterations, at.gradientNorm())) {
        passes.expect(iterationsLeft(at.gradientNorm(), tolerance));
        double[] step = NewtonStep.from(at);
        double decrement = -NewtonStep.dot(step, at.gradient);
        if (at.gradientNorm() <= tolerance && decrement <= tolerance * at.value) {
          return Result.of(problem.fit(at, iterations, Convergence.GRADIENT));
        }
        if (iterations == iterationsMax) {
          return Result.of(problem.fit(at, iterations, Convergence.ITERATION_LIMIT));
        }
        LogisticProblem.Evaluation next = descend(problem, at, step, 1);
        if (next == null) {
          return Result.of(problem.fit(at, iterations, Convergence.ROUNDING_FLOOR));
        }
        at = next;
        iterations++;
      }
      return new Result.Cancelled<>();
    }

    /// The starting point: the optimum of a sample, or the one without features.
    private double[] start(LogisticProblem problem) throws InterruptedException {
      double[] start = problem.start();
      if (problem.blocks(SAMPLE_STRIDE) < sampleBlocksMin) {
        passes.expect(PASSES);
        return start;
      }
      LogisticProblem.Evaluation at = problem.evaluate(start, SAMPLE_STRIDE);
      int taken = 0;
      while (at != null && at.gradientNorm() > SAMPLE_TOLERANCE && taken < SAMPLE_ITERATIONS_MAX) {
        at = descend(problem, at, NewtonStep.from(at), SAMPLE_STRIDE);
        taken++;
      }
      return at == null || at.gradientNorm() > SAMPLE_TOLERANCE ? start : at.point;
    }

    /// Returns a better point along a step, or null if there is none.
    private LogisticProblem.@Nullable Evaluation descend(
        LogisticProblem problem, LogisticProblem.Evaluation at, double[] step, int stride)
        throws InterruptedException {
      double slope = NewtonStep.dot(step, at.gradient);
      boolean fallsVisibly = -slope > FALL_SHARE_MIN * at.value;
      double share = 1;
      for (int halvings = 0; halvings <= HALVINGS_MAX; halvings++) {
        LogisticProblem.Evaluation next = problem.evaluate(along(at.point, step, share), stride);
        boolean better =
            fallsVisibly
                ? next.value <= at.value + ARMIJO_SHARE * share * slope
                : next.gradientNorm() < at.gradientNorm();
        if (better) {
          return next;
        }
        if (!fallsVisibly) {
          return null;
        }
        share /= 2;
      }
      return null;
    }
  }

  /// The number of iterations until the gradient is at most the tolerance, if each doubles the
  /// number of its correct digits; far from the optimum it takes some iterations to begin with.
  private static double iterationsLeft(double gradientNorm, double tolerance) {
    if (gradientNorm >= FAR) {
      return PASSES;
    }
    double doublings = Math.log(Math.log(tolerance) / Math.log(gradientNorm)) / Math.log(2);
    return Math.max(0, Math.ceil(doublings));
  }

  private static double[] along(double[] from, double[] step, double share) {
    double[] point = from.clone();
    for (int i = 0; i < point.length; i++) {
      point[i] += share * step[i];
    }
    return point;
  }
}
