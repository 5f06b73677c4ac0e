package credence.job;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Estimates how much of a job is done, and how long the rest takes.
///
/// The work of each step is given in seconds of a reference machine
/// ([credence.training.TrainingWork]). The time so far divided by the work so far, recent steps
/// more than earlier ones, says how slow this machine is; the rest of the work is multiplied by it.
/// The more of a step is done, the more its rest is estimated from the step's time alone.
/// Thread-safe.
public final class JobEstimate {
  /// The work in seconds that counts as done at the speed of the reference machine, so that the
  /// first moments do not decide.
  private static final double PRIOR = 0.5;

  /// The share of a step from which its rest can be estimated from its time alone.
  private static final double SHARE_MIN = 0.03;

  /// The time after which the first estimate is given.
  private static final double SECONDS_MIN = 2;

  /// The weight of a step relative to the one after it: a machine may become faster or slower.
  private static final double MEMORY = 0.5;

  private static final double NANOS = 1e9;

  /// The share that is never exceeded before the end.
  private static final double SHARE_MAX = 0.99;

  private final LongSupplier nanoTime;
  private final long begun;
  private Step step = new Step("", "starting", 0, 0, 0, 0);
  private double stepBegun;
  private double secondsBefore;
  private double workBefore;
  private double shareDone;

  /// An estimate that begins now.
  ///
  /// @param nanoTime the clock, in nanoseconds
  public JobEstimate(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.begun = nanoTime.getAsLong();
  }

  /// How far a step is.
  ///
  /// @param name another name is another step
  /// @param words the step as text for users
  /// @param shareDone the share of the step that is done, in [0, 1]; 0 if unknown
  /// @param work of the whole step in seconds of the reference machine; 0 if unknown
  /// @param workAfter of all following steps together, likewise
  /// @param rowsDone the rows of the step that are done; 0 if unknown
  public record Step(
      String name, String words, double shareDone, double work, double workAfter, long rowsDone) {}

  /// Updates the estimate of a job that has one step.
  ///
  /// @param words the step as text for users
  public JobState at(String words, double shareDone, long rowsDone) {
    return at(new Step("", words, shareDone, 0, 0, rowsDone));
  }

  /// Updates the estimate.
  public synchronized JobState at(Step next) {
    if (!next.name().equals(step.name())) {
      double now = seconds();
      secondsBefore = MEMORY * (secondsBefore + now - stepBegun);
      workBefore = MEMORY * (workBefore + step.work());
      stepBegun = now;
    }
    step = next;
    return now();
  }

  /// The estimate at this moment, which also changes while the step reports nothing.
  public synchronized JobState now() {
    double elapsed = seconds();
    double inStep = elapsed - stepBegun;
    double slowness = (secondsBefore + PRIOR) / (workBefore + PRIOR);
    double expected = slowness * step.work();
    double silent = expected > 0 ? 1 - Math.exp(-inStep / expected) : 0;
    double share = step.shareDone() > 0 ? step.shareDone() : silent;
    slowness = (secondsBefore + inStep + PRIOR) / (workBefore + share * step.work() + PRIOR);
    double byWork = slowness * step.work() * (1 - share);
    double own = step.shareDone();
    boolean ownKnown = own >= SHARE_MIN;
    double weight = step.work() > 0 ? own : 1;
    double left = ownKnown ? weight * inStep * (1 - own) / own + (1 - weight) * byWork : byWork;
    left += slowness * step.workAfter();
    boolean known = ownKnown || step.work() > 0;
    if (known) {
      shareDone = Math.clamp(elapsed / (elapsed + left), shareDone, SHARE_MAX);
    }
    return new JobState(
        step.words(),
        shareDone,
        known && elapsed >= SECONDS_MIN ? (Double) left : null,
        rate(inStep));
  }

  private @Nullable Double rate(double inStep) {
    return step.rowsDone() > 0 && inStep >= SECONDS_MIN
        ? (Double) (step.rowsDone() / inStep)
        : null;
  }

  private double seconds() {
    return (nanoTime.getAsLong() - begun) / NANOS;
  }
}
