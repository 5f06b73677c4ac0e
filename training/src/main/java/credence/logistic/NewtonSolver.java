package credence.logistic;

import credence.model.Result;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Newton's method with a backtracking line search, to the optimum itself.
///
/// Each iteration is one pass over the design, on all threads: log-loss, gradient and Hessian
/// together, at the point that a full step leads to. A step that does not lower the objective
/// enough (Armijo's rule) is halved. The objective is strictly convex but for a free intercept, and
/// convex in that while both classes are present, so there is one optimum; near it each step
/// doubles the digits. Where the objective can no longer tell two points apart, the gradient
/// decides; when that stops falling as well, the rounding floor is reached.
///
/// Where there are millions of rows the descent begins at the optimum of one block in sixteen,
/// found roughly. It lies within a fraction of a standard error of the optimum of all, so that two
/// or three passes over all rows remain. Where it begins has no say in where it ends.
///
/// Memory is proportional to the threads times (a block of the columns and the square of their
/// number).
public final class NewtonSolver implements Solver {
  /// The most encoded columns, levels of categories counted each.
  public static final int COLUMNS_MAX = 2000;

  /// The tolerance that new specs get.
  public static final double TOLERANCE_DEFAULT = 1e-10;

  /// The iterations after which a fit is given up unless told otherwise; a sound one takes under
  /// 20.
  public static final int ITERATIONS_MAX_DEFAULT = 100;

  private static final double ARMIJO_SHARE = 1e-4;
  private static final int HALVINGS_MAX = 60;

  /// A fall of the objective by less than this share of it is not to be told from rounding.
  private static final double FALL_SHARE_MIN = 1e-9;

  /// One block in so many is in the sample that gives the start.
  private static final int SAMPLE_STRIDE = 16;

  /// A sample of fewer blocks says too little to begin with.
  private static final int SAMPLE_BLOCKS_MIN = 32;

  private static final int SAMPLE_ITERATIONS_MAX = 10;

  /// The gradient of the sample, well below what chance makes of it.
  private static final double SAMPLE_TOLERANCE = 1e-4;

  private final int iterationsMax;
  private final int sampleBlocksMin;

  /// Makes the solver with [#ITERATIONS_MAX_DEFAULT].
  public NewtonSolver() {
    this(ITERATIONS_MAX_DEFAULT);
  }

  /// Makes the solver.
  ///
  /// @param iterationsMax at least 1
  public NewtonSolver(int iterationsMax) {
    this(iterationsMax, SAMPLE_BLOCKS_MIN);
  }

  /// Makes a solver that begins at the optimum of a sample if that has so many blocks.
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
    List<String> faults = new ArrayList<>(LogisticProblem.faults(design, labels));
    if (design.columns() > COLUMNS_MAX) {
      faults.add(
          "%d encoded columns, and newton takes %d: leave out features with very many levels"
              .formatted(design.columns(), COLUMNS_MAX));
    }
    if (!faults.isEmpty()) {
      return LogisticProblem.refused(faults);
    }
    Descent descent = new Descent(settings.tolerance(), progress);
    try (LogisticProblem problem = new LogisticProblem(design, labels, settings, threads)) {
      faults.addAll(problem.scale().faults(design.columnNames()));
      return faults.isEmpty() ? descent.run(problem) : LogisticProblem.refused(faults);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result.Cancelled<>();
    }
  }

  private final class Descent {
    private final double tolerance;
    private final FitProgress progress;
    private int iterations;

    Descent(double tolerance, FitProgress progress) {
      this.tolerance = tolerance;
      this.progress = progress;
    }

    Result<Fit> run(LogisticProblem problem) throws InterruptedException {
      LogisticProblem.Evaluation at = problem.evaluate(start(problem));
      while (progress.proceed(iterations, at.gradientNorm())) {
        if (at.gradientNorm() <= tolerance) {
          return Result.of(problem.fit(at, iterations, Convergence.GRADIENT));
        }
        if (iterations == iterationsMax) {
          return Result.of(problem.fit(at, iterations, Convergence.ITERATION_LIMIT));
        }
        LogisticProblem.Evaluation next = descend(problem, at, 1);
        if (next == null) {
          return Result.of(problem.fit(at, iterations, Convergence.ROUNDING_FLOOR));
        }
        at = next;
        iterations++;
      }
      return new Result.Cancelled<>();
    }

    /// Where to begin: at the optimum of a sample, or without features.
    private double[] start(LogisticProblem problem) throws InterruptedException {
      double[] start = problem.start();
      if (problem.blocks(SAMPLE_STRIDE) < sampleBlocksMin) {
        return start;
      }
      LogisticProblem.Evaluation at = problem.evaluate(start, SAMPLE_STRIDE);
      int taken = 0;
      while (at != null && at.gradientNorm() > SAMPLE_TOLERANCE && taken < SAMPLE_ITERATIONS_MAX) {
        at = descend(problem, at, SAMPLE_STRIDE);
        taken++;
      }
      return at == null || at.gradientNorm() > SAMPLE_TOLERANCE ? start : at.point;
    }

    /// Returns a better point, or null if none can be told to be better.
    private LogisticProblem.@Nullable Evaluation descend(
        LogisticProblem problem, LogisticProblem.Evaluation at, int stride)
        throws InterruptedException {
      double[] step = NewtonStep.from(at);
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

  private static double[] along(double[] from, double[] step, double share) {
    double[] point = from.clone();
    for (int i = 0; i < point.length; i++) {
      point[i] += share * step[i];
    }
    return point;
  }
}
