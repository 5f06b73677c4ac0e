package credence.logistic;

import credence.model.LocatedError;
import credence.model.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import org.ejml.data.DMatrixRMaj;
import org.jspecify.annotations.Nullable;

/// The function that is minimised, evaluated by streaming over the design on several threads.
///
/// With n rows it is f(a, v) = (1/n) Σ log-loss + (1/2Cn) (Σ wⱼ² [+ b²]): the objective divided by
/// Cn. Its variables are those of the standardised columns, v, and the intercept a beside them, but
/// the penalty is on the coefficients of the columns as given, wⱼ = vⱼ/sⱼ, and, where it is
/// penalised, on the intercept as given, b = a - Σ wⱼmⱼ. So the optimum is the one of the columns
/// as given.
final class LogisticProblem implements AutoCloseable {
  private final Design design;
  private final Labels labels;
  private final SolverSettings settings;
  private final int threads;
  private final FitPasses passes;
  private final ExecutorService executor;
  private final LogisticPoint point;
  private final double penalty;
  private final Standardisation scale;

  /// Created on first use, since it needs memory.
  private @Nullable BlockReduction<LogisticSums> reduction;

  /// Finds the internal scale, with a first pass over the rows.
  ///
  /// @param passes receives the progress of each pass
  LogisticProblem(
      Design design, Labels labels, SolverSettings settings, int threads, FitPasses passes)
      throws InterruptedException {
    this.design = design;
    this.labels = labels;
    this.settings = settings;
    this.threads = threads;
    this.passes = passes;
    this.executor = BlockReduction.threads(threads);
    this.penalty = 1 / (settings.c() * design.rows());
    try {
      this.scale = scaleOfColumns();
    } catch (InterruptedException | RuntimeException e) {
      executor.shutdown();
      throw e;
    }
    this.point = new LogisticPoint(design.columns());
  }

  /// Returns the errors that can be detected before any row is read.
  static List<String> errors(Design design, Labels labels) {
    if (labels.rows() != design.rows()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%d labels for %d rows", labels.rows(), design.rows()));
    }
    List<String> errors = new ArrayList<>();
    if (design.columns() == 0) {
      errors.add("no features: add at least one to the spec");
    }
    if (design.rows() == 0) {
      errors.add("no training rows: use other training sets or reduce the validation share");
    } else if (labels.positives() == 0) {
      errors.add(oneClass(design.rows(), "no default", "defaults"));
    } else if (labels.positives() == design.rows()) {
      errors.add(oneClass(design.rows(), "only defaults", "customers who did not default"));
    }
    return errors;
  }

  /// A rejected fit.
  ///
  /// @param reasons every reason, each with what to do about it; at least one
  static Result<Fit> rejected(List<String> reasons) {
    return new Result.Rejected<>(
        reasons.stream().map(reason -> new LocatedError("training side", reason)).toList());
  }

  private static String oneClass(int rows, String found, String wanted) {
    return String.format(
        Locale.ROOT,
        "%s among %d rows, but both classes are required: add training sets with %s",
        found,
        rows,
        wanted);
  }

  private Standardisation scaleOfColumns() throws InterruptedException {
    ColumnSums sums = new ColumnSums(design.columns());
    passes.begin(FitPasses.SUMS);
    new BlockReduction<>(
            executor,
            threads,
            () -> new ColumnSums.Kernel(design, labels),
            () -> new ColumnSums(design.columns()))
        .reduce(design.blockCount(), sums, passes);
    return Standardisation.of(sums);
  }

  Standardisation scale() {
    return scale;
  }

  /// Returns the optimum without features: the log-odds of the share of positive rows.
  double[] start() {
    double[] start = new double[design.columns() + 1];
    double positives = labels.positives();
    start[0] = StrictMath.log(positives / (design.rows() - positives));
    return start;
  }

  /// The number of blocks at a multiple of `stride`.
  int blocks(int stride) {
    return Math.ceilDiv(design.blockCount(), stride);
  }

  /// The function at a point.
  static final class Evaluation {
    final double[] point;
    final double value;
    final double[] gradient;

    /// Both triangles.
    final DMatrixRMaj hessian;

    final boolean separated;

    Evaluation(
        double[] point, double value, double[] gradient, DMatrixRMaj hessian, boolean separated) {
      this.point = point;
      this.value = value;
      this.gradient = gradient;
      this.hessian = hessian;
      this.separated = separated;
    }

    /// The largest component of the gradient by magnitude.
    double gradientNorm() {
      return Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
    }
  }

  /// Evaluates at a point on the internal scale, intercept first.
  Evaluation evaluate(double[] at) throws InterruptedException {
    return evaluate(at, 1);
  }

  /// Evaluates over a part of the rows, those of every block at a multiple of `stride`.
  Evaluation evaluate(double[] at, int stride) throws InterruptedException {
    int blocks = blocks(stride);
    int lastBlock = (blocks - 1) * stride;
    double rows =
        (blocks - 1.0) * Design.BLOCK_ROWS
            + Math.min(Design.BLOCK_ROWS, design.rows() - lastBlock * Design.BLOCK_ROWS);
    point.set(at, true, stride);
    if (reduction == null) {
      reduction =
          new BlockReduction<>(
              executor,
              threads,
              () -> new LogisticKernel(design, labels, scale, point),
              () -> new LogisticSums(design.columns()));
    }
    LogisticSums total = new LogisticSums(design.columns());
    passes.begin(1.0 / stride);
    reduction.reduce(blocks, total, passes);
    return evaluation(at, total, rows);
  }

  private Evaluation evaluation(double[] at, LogisticSums total, double rows) {
    int size = at.length;
    double[] gradient = new double[size];
    DMatrixRMaj hessian = new DMatrixRMaj(size, size);
    for (int i = 0; i < size; i++) {
      gradient[i] = total.gradient[i] / rows;
      for (int k = 0; k <= i; k++) {
        double entry = total.hessian[i * total.stride + k] / rows;
        hessian.set(i, k, entry);
        hessian.set(k, i, entry);
      }
    }
    double[] original = scale.toOriginal(at);
    double value = total.loss / rows;
    for (int j = 1; j < size; j++) {
      double inverse = 1 / scale.scales[j - 1];
      value += 0.5 * penalty * original[j] * original[j];
      gradient[j] += penalty * original[j] * inverse;
    }
    if (settings.penaliseIntercept()) {
      value += 0.5 * penalty * original[0] * original[0];
      double[] slope = scale.interceptSlope();
      for (int i = 0; i < size; i++) {
        gradient[i] += penalty * original[0] * slope[i];
      }
    }
    Curvature.addPenalty(hessian, scale, penalty, settings.penaliseIntercept());
    return new Evaluation(at, value, gradient, hessian, total.separated());
  }

  /// Converts a point to the result.
  Fit fit(Evaluation at, int iterations, Convergence convergence) {
    return fit(at, scale.toOriginal(at.point), iterations, convergence);
  }

  /// Creates the result from coefficients as given, intercept first, and their evaluation.
  Fit fit(Evaluation at, double[] original, int iterations, Convergence convergence) {
    return new Fit(
        original[0],
        Arrays.stream(original).skip(1).boxed().toList(),
        iterations,
        convergence,
        at.gradientNorm(),
        at.value * settings.c() * design.rows(),
        at.separated,
        Standardisation.names(scale.constant, design.columnNames()),
        Standardisation.names(scale.separating, design.columnNames()),
        new Curvature(scale, at.hessian, penalty, settings.penaliseIntercept()));
  }

  @Override
  public void close() {
    executor.close();
  }
}
