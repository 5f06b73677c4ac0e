package credence.job;

import credence.job.JobEstimate.Step;
import credence.model.ModelSpec;
import credence.profiling.TrainingSetRegister;
import credence.training.TrainingStage;
import credence.training.TrainingWork;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The steps of a job that trains: the checks of training sets, the stages of the training, and the
/// comparison with the champion. Forwards their progress with one estimate for all. Thread-safe.
final class TrainingSteps implements JobProgress {
  /// The step before the stages of the training, as recorded.
  static final String CHECKING = "checking training sets";

  /// The step after them.
  static final String COMPARING = "comparing with the champion";

  private final JobProgress progress;
  private final ModelSpec spec;
  private final boolean compared;
  private final @Nullable RunRecorder recorder;
  private final JobEstimate estimate;
  private TrainingWork work;
  private String recorded = CHECKING;
  private double shareRecorded;
  private List<String> left = List.of();

  /// @param spec the spec of the training
  /// @param compared whether the version will be compared with a champion
  /// @param recorder receives the progress as well; null if the job is not a training run
  /// @param nanoTime the clock, in nanoseconds
  TrainingSteps(
      JobProgress progress,
      ModelSpec spec,
      boolean compared,
      @Nullable RunRecorder recorder,
      LongSupplier nanoTime) {
    this.progress = progress;
    this.spec = spec;
    this.compared = compared;
    this.recorder = recorder;
    this.estimate = new JobEstimate(nanoTime);
    this.work = TrainingWork.of(spec);
  }

  /// Reports the checks of the training sets.
  synchronized boolean checking(TrainingSetRegister.Check check) {
    work = work.withRows(check.rowsInAll());
    List<TrainingStage> stages = TrainingStage.of(spec);
    return at(
        CHECKING,
        new Step(
            CHECKING,
            "checking " + check.set(),
            check.shareDone(),
            work.checkSeconds(check.rowsToCheck()),
            secondsOf(stages),
            check.rowsDone()),
        stages);
  }

  /// Reports a stage of the training.
  synchronized boolean training(TrainingStage stage, double shareDone, TrainingWork known) {
    work = known.rows() > 0 ? known : known.withRows(work.rows());
    List<TrainingStage> stages = stage.left(spec);
    long rows = stage == TrainingStage.READING ? Math.round(shareDone * work.rows()) : 0;
    return at(
        stage.words(),
        new Step(
            stage.words(), stage.words(), shareDone, work.seconds(stage), secondsOf(stages), rows),
        stages);
  }

  /// Reports the comparison, whose own estimate counts for nothing here.
  @Override
  public synchronized boolean proceed(JobState comparison) {
    recorded = COMPARING;
    shareRecorded = comparison.shareDone();
    left = List.of();
    return report(
        estimate.at(
            new Step(
                COMPARING, COMPARING, comparison.shareDone(), work.comparisonSeconds(), 0, 0)));
  }

  /// Reports the last step again.
  synchronized boolean again() {
    return report(estimate.now());
  }

  @Override
  public boolean isWanted() {
    return progress.isWanted();
  }

  private double secondsOf(List<TrainingStage> stages) {
    double seconds = stages.stream().mapToDouble(work::seconds).sum();
    return seconds + (compared ? work.comparisonSeconds() : 0);
  }

  /// Reports a step. Nothing is estimated until the rows have been counted, since the share of a
  /// step says nothing about the others.
  private boolean at(String name, Step step, List<TrainingStage> stages) {
    recorded = name;
    shareRecorded = step.shareDone();
    left =
        Stream.concat(
                stages.stream().map(TrainingStage::words),
                compared ? Stream.of(COMPARING) : Stream.empty())
            .toList();
    return report(
        estimate.at(work.rows() > 0 ? step : new Step(step.name(), step.words(), 0, 0, 0, 0)));
  }

  private boolean report(JobState state) {
    if (recorder != null && progress.isWanted()) {
      recorder.record(recorded, shareRecorded, state, left);
    }
    return progress.proceed(state);
  }
}
