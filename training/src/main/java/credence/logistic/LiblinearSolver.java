package credence.logistic;

import credence.model.Result;
import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;

/// LIBLINEAR's trust-region Newton method, the solver behind scikit-learn's `LogisticRegression` of
/// 2017.
///
/// It reproduces a data scientist's coefficients, including their deviation from the optimum: rows
/// in file order, labels +1 and -1, a constant feature of ones at the end for the intercept,
/// penalised like the others. The library stops when the Euclidean norm of its gradient is at most
/// `tolerance` · min(positives, negatives) / rows of its initial value.
///
/// It uses no random numbers and one thread; its exponentials depend on the machine, so another
/// processor may differ in the last digits. It needs an object for each cell. It is cancelled
/// between two of its iterations.
public final class LiblinearSolver implements Solver {
  /// The tolerance of scikit-learn.
  public static final double TOLERANCE_DEFAULT = 1e-4;

  /// The default maximum number of cells (rows times columns, including the intercept): about 600
  /// MB.
  public static final long CELLS_MAX_DEFAULT = 20_000_000;

  /// The library's own limit.
  private static final int ITERATIONS_MAX = 1000;

  /// Guards the library's global output.
  private static final Object OUTPUT = new Object();

  private final long cellsMax;

  /// Creates the solver with [#CELLS_MAX_DEFAULT].
  public LiblinearSolver() {
    this(CELLS_MAX_DEFAULT);
  }

  /// Creates the solver.
  ///
  /// @param cellsMax the maximum number of cells, rows times columns including the intercept
  public LiblinearSolver(long cellsMax) {
    this.cellsMax = cellsMax;
  }

  @Override
  public String name() {
    return "liblinear";
  }

  @Override
  public Result<Fit> fit(
      Design design, Labels labels, SolverSettings settings, int threads, FitProgress progress) {
    List<String> errors = new ArrayList<>(LogisticProblem.errors(design, labels));
    if (!settings.penaliseIntercept()) {
      errors.add(
          "liblinear always penalises the intercept: use the solver newton, or penalise the intercept");
    }
    long cells = (long) design.rows() * (design.columns() + 1);
    if (cells > cellsMax) {
      errors.add(
          String.format(
              Locale.ROOT,
              "%d cells, but liblinear is limited to %d because it needs an object for each: use newton",
              cells,
              cellsMax));
    }
    if (!errors.isEmpty()) {
      return LogisticProblem.rejected(errors);
    }
    FitPasses silent = new FitPasses(FitProgress.SILENT, 1);
    try (LogisticProblem problem = new LogisticProblem(design, labels, settings, threads, silent)) {
      errors.addAll(problem.scale().errors(design.columnNames()));
      return errors.isEmpty()
          ? Result.of(train(design, labels, settings, problem, progress))
          : LogisticProblem.rejected(errors);
    } catch (CancellationException e) {
      return new Result.Cancelled<>();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Result.Cancelled<>();
    }
  }

  private static Fit train(
      Design design,
      Labels labels,
      SolverSettings settings,
      LogisticProblem problem,
      FitProgress progress)
      throws InterruptedException {
    Problem rows = rows(design, labels);
    Parameter parameter = new Parameter(SolverType.L2R_LR, settings.c(), settings.tolerance());
    long rarer = Math.min(labels.positives(), labels.rows() - labels.positives());
    TronOutput output =
        new TronOutput(progress, settings.tolerance() * Math.max(1, rarer) / labels.rows());
    Model model;
    synchronized (OUTPUT) {
      Linear.setDebugOutput(output);
      model = Linear.train(rows, parameter);
    }
    // The weights are those of the label that the library encountered first.
    int sign = model.getLabels()[0];
    double[] weights = model.getFeatureWeights();
    int columns = design.columns();
    double[] original = new double[columns + 1];
    original[0] = sign * weights[columns];
    for (int j = 0; j < columns; j++) {
      original[j + 1] = sign * weights[j];
    }
    LogisticProblem.Evaluation at = problem.evaluate(problem.scale().toInternal(original));
    return problem.fit(at, original, output.iterations, output.convergence());
  }

  private static Problem rows(Design design, Labels labels) {
    int columns = design.columns();
    Problem rows = new Problem();
    rows.l = design.rows();
    rows.n = columns + 1;
    rows.bias = 1;
    rows.x = new Feature[design.rows()][];
    rows.y = new double[design.rows()];
    Feature intercept = new FeatureNode(columns + 1, 1);
    double[][] values = new double[columns][Design.BLOCK_ROWS];
    for (int block = 0; block < design.blockCount(); block++) {
      int count = design.fill(block, values);
      for (int r = 0; r < count; r++) {
        int row = block * Design.BLOCK_ROWS + r;
        rows.x[row] = features(values, r, intercept);
        rows.y[row] = labels.positive(row) ? 1 : -1;
      }
    }
    return rows;
  }

  private static Feature[] features(double[][] values, int r, Feature intercept) {
    Feature[] features = new Feature[values.length + 1];
    for (int j = 0; j < values.length; j++) {
      features[j] = new FeatureNode(j + 1, values[j][r]);
    }
    features[values.length] = intercept;
    return features;
  }

  /// Receives the library's output, one line for each iteration: its number, figures of the step,
  /// and the norm of the gradient before it.
  private static final class TronOutput extends PrintStream {
    /// The position of the gradient's norm among the arguments of a line.
    private static final int NORM = 5;

    private final FitProgress progress;
    private final double reduction;
    private double firstNorm = Double.NaN;
    private int iterations;
    private boolean warned;

    /// @param reduction the factor by which the norm falls until the library stops
    TronOutput(FitProgress progress, double reduction) {
      super(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
      this.progress = progress;
      this.reduction = reduction;
    }

    @Override
    public PrintStream printf(String format, Object... arguments) {
      if (format.startsWith("iter") && arguments[0] instanceof Integer iteration) {
        iterations = iteration;
        if (arguments.length > NORM && arguments[NORM] instanceof Double norm) {
          proceed(norm);
        }
      }
      warned |= format.startsWith("WARNING");
      return this;
    }

    /// Ends the library's work by an exception if the fit is cancelled.
    private void proceed(double norm) {
      firstNorm = Double.isNaN(firstNorm) ? norm : firstNorm;
      double share = Math.log(norm / firstNorm) / Math.log(reduction);
      progress.passing(share >= 0 ? Math.min(1, share) : 0);
      if (!progress.proceed(iterations, norm)) {
        throw new CancellationException();
      }
    }

    Convergence convergence() {
      if (warned) {
        return Convergence.ROUNDING_FLOOR;
      }
      return iterations >= ITERATIONS_MAX
          ? Convergence.ITERATION_LIMIT
          : Convergence.SOLVER_TOLERANCE;
    }
  }
}
