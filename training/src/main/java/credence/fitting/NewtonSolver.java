package credence.fitting;

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

  private final int iterationsMax;

  /// Makes the solver with [#ITERATIONS_MAX_DEFAULT].
  public NewtonSolver() {
    this(ITERATIONS_MAX_DEFAULT);
  }

  /// Makes the solver.
  ///
  /// @param iterationsMax at least 1
  public NewtonSolver(int iterationsMax) {
    if (iterationsMax < 1) {
      throw new IllegalArgumentException("At least one iteration, not " + iterationsMax);
    }
    this.iterationsMax = iterationsMax;
  }

  @Override
  public String name() {
    return "newton";
  }

  @Override
  public FitResult fit(
      Design design, Labels labels, SolverSettings settings, int threads, FitProgress progress) {
    List<String> faults = new ArrayList<>(LogisticProblem.faults(design, labels));
    if (design.columns() > COLUMNS_MAX) {
      faults.add(
          "%d encoded columns, and newton takes %d: leave out features with very many levels"
              .formatted(design.columns(), COLUMNS_MAX));
    }
    if (!faults.isEmpty()) {
      return new FitResult.Refused(faults);
    }
    Descent descent = new Descent(settings.tolerance(), progress);
    try (LogisticProblem problem = new LogisticProblem(design, labels, settings, threads)) {
      faults.addAll(problem.scale().faults(design.columnNames()));
      return faults.isEmpty() ? descent.run(problem) : new FitResult.Refused(faults);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new FitResult.Cancelled(descent.iterations);
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

    FitResult run(LogisticProblem problem) throws InterruptedException {
      LogisticProblem.Evaluation at = problem.evaluate(problem.start(), true);
      while (progress.proceed(iterations, at.gradientNorm())) {
        if (at.gradientNorm() <= tolerance) {
          return problem.fit(at, iterations, Convergence.GRADIENT);
        }
        if (iterations == iterationsMax) {
          return problem.fit(at, iterations, Convergence.ITERATION_LIMIT);
        }
        LogisticProblem.Evaluation next = descend(problem, at);
        if (next == null) {
          return problem.fit(at, iterations, Convergence.ROUNDING_FLOOR);
        }
        at = next;
        iterations++;
      }
      return new FitResult.Cancelled(iterations);
    }

    /// Returns a better point, or null if none can be told to be better.
    private LogisticProblem.@Nullable Evaluation descend(
        LogisticProblem problem, LogisticProblem.Evaluation at) throws InterruptedException {
      double[] step = NewtonStep.from(at);
      double slope = NewtonStep.dot(step, at.gradient);
      boolean fallsVisibly = -slope > FALL_SHARE_MIN * at.value;
      double share = 1;
      for (int halvings = 0; halvings <= HALVINGS_MAX; halvings++) {
        LogisticProblem.Evaluation next = problem.evaluate(along(at.point, step, share), true);
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
