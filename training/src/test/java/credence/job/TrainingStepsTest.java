package credence.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import credence.dataset.Tables;
import credence.model.ModelSpec;
import credence.model.ModelSpec.SolverKind;
import credence.profiling.TrainingSetRegister.Check;
import credence.run.TrainingSetName;
import credence.training.TrainingStage;
import credence.training.TrainingWork;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Replays the times at which the steps of real trainings reported their progress, as
/// `scripts/progress-accuracy --record` wrote them. The first line of a recording is the amount of
/// work: rows; features; encoded columns, and those assumed before the files are read; folds;
/// solver; whether the fit is repeated; whether there is a champion.
@DisplayName("The steps of a training")
class TrainingStepsTest {
  private static final double NANOS = 1e9;
  private static final TrainingSetName SET =
      TrainingSetName.of("training_set_2025_03_31").orElseThrow();

  private final List<JobState> states = new ArrayList<>();
  private long nanos;

  /// What a step reported.
  private record Moment(double seconds, String step, double shareDone) {}

  /// A recorded training.
  ///
  /// @param work with the number of encoded columns
  /// @param columnsAssumed before the files are read
  private record Recording(
      TrainingWork work, int columnsAssumed, boolean compared, List<Moment> moments) {
    double seconds() {
      return moments.getLast().seconds();
    }

    ModelSpec spec() {
      return Tables.spec(
          """
          id: id
          target: {column: y}
          features: {%s}
          cross-validation-folds: %d
          """
              .formatted(
                  IntStream.range(0, work.features())
                      .mapToObj(i -> "x" + i + ": {type: number}")
                      .collect(Collectors.joining(", ")),
                  work.folds()));
    }
  }

  private static Recording recording(String name) {
    try (InputStream file =
        Objects.requireNonNull(
            TrainingStepsTest.class.getResourceAsStream("training-" + name + ".txt"))) {
      List<String[]> lines =
          new String(file.readAllBytes(), StandardCharsets.US_ASCII)
              .lines()
              .map(line -> line.split(";", -1))
              .toList();
      String[] head = lines.getFirst();
      TrainingWork work =
          new TrainingWork(
              Long.parseLong(head[0]),
              Integer.parseInt(head[1]),
              Integer.parseInt(head[2]),
              Integer.parseInt(head[4]),
              SolverKind.valueOf(head[5].toUpperCase(Locale.ROOT)),
              Boolean.parseBoolean(head[6]));
      return new Recording(
          work,
          Integer.parseInt(head[3]),
          Boolean.parseBoolean(head[7]),
          lines.stream()
              .skip(1)
              .map(l -> new Moment(Double.parseDouble(l[0]), l[1], Double.parseDouble(l[2])))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private JobProgress collecting() {
    return new JobProgress() {
      @Override
      public boolean proceed(JobState state) {
        states.add(state);
        return true;
      }

      @Override
      public boolean isWanted() {
        return true;
      }
    };
  }

  private void report(TrainingSteps steps, Recording recording, Moment moment) {
    TrainingWork work = recording.work();
    TrainingStage stage =
        Stream.of(TrainingStage.values())
            .filter(s -> s.words().equals(moment.step()))
            .findFirst()
            .orElse(null);
    if (stage != null) {
      boolean known = stage.compareTo(TrainingStage.PREPARING) >= 0;
      TrainingWork before =
          new TrainingWork(
              work.rows(),
              work.features(),
              known ? work.columns() : recording.columnsAssumed(),
              work.folds(),
              work.solver(),
              work.refitted());
      steps.training(stage, moment.shareDone(), before);
    } else if (moment.step().equals(TrainingSteps.COMPARING)) {
      steps.proceed(new JobState("comparing", moment.shareDone(), null, null));
    } else {
      long rows = work.rows();
      steps.checking(
          new Check(SET, moment.shareDone(), Math.round(rows * moment.shareDone()), rows, rows));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"s50k", "m1", "wide", "folds", "large"})
  void haveAnEstimateThatIsWithinAFactorOfTwoAfterATenthOfTheRun(String name) {
    Recording recording = recording(name);
    TrainingSteps steps =
        new TrainingSteps(collecting(), recording.spec(), recording.compared(), null, () -> nanos);
    double whole = recording.seconds();
    double slack = Math.max(1.5, 0.05 * whole); // The last seconds are reported as a few.
    for (Moment moment : recording.moments()) {
      nanos = (long) (NANOS * moment.seconds());
      if (moment.step().equals("end")) {
        continue;
      }
      report(steps, recording, moment);
      double left = whole - moment.seconds();
      if (moment.seconds() >= 0.1 * whole) {
        Double estimated = states.getLast().secondsLeft();
        assertThat(estimated == null ? left : estimated)
            .as(name + " at " + moment)
            .isBetween(left / 2 - slack, left * 2 + slack);
      }
    }
    assertThat(states).extracting(JobState::shareDone).isSorted();
    assertThat(states.getLast().shareDone()).isGreaterThan(0.75).isLessThan(1);
  }

  @Test
  void haveNoEstimateBeforeTheRowsAreKnown() {
    JobEstimate estimate = new JobEstimate(() -> nanos);
    nanos = (long) (60 * NANOS);
    assertThat(estimate.now().secondsLeft()).isNull();
    assertThat(estimate.now().shareDone()).isZero();
    assertThat(estimate.now().step()).isEqualTo("starting");
  }

  @Test
  void haveNoEstimateWhileTheRowsOfCsvFilesAreCounted() {
    ModelSpec spec = recording("m1").spec();
    TrainingSteps steps = new TrainingSteps(collecting(), spec, true, null, () -> nanos);
    for (int second = 0; second <= 20; second++) {
      nanos = (long) (second * NANOS);
      steps.training(TrainingStage.READING, second / 40.0, TrainingWork.of(spec));
    }
    assertThat(states).extracting(JobState::shareDone).containsOnly(0.0);
    assertThat(states).extracting(JobState::secondsLeft).containsOnlyNulls();

    nanos = (long) (21 * NANOS);
    TrainingWork work = TrainingWork.of(spec).withRows(1_000_000);
    steps.training(TrainingStage.READING, 0.525, work);
    JobState known = states.getLast();
    assertThat(known.secondsLeft()).isPositive().isLessThan(600);
    assertThat(known.shareDone()).isBetween(0.03, 0.525);
    assertThat(known.rowsPerSecond()).isCloseTo(25_000, within(1e-6));
  }

  @Test
  void estimateASingleStepByItsShare() {
    JobEstimate estimate = new JobEstimate(() -> nanos);
    nanos = (long) (20 * NANOS);
    JobState state = estimate.at("scoring", 0.25, 5_000_000);
    assertThat(state.secondsLeft()).isCloseTo(60, within(1e-9));
    assertThat(state.shareDone()).isCloseTo(0.25, within(1e-9));
    assertThat(state.rowsPerSecond()).isCloseTo(250_000, within(1e-6));
    nanos += (long) (10 * NANOS);
    assertThat(estimate.now().secondsLeft()).isCloseTo(90, within(1e-9));
    assertThat(estimate.now().shareDone()).as("never decreases").isEqualTo(state.shareDone());
  }

  @Test
  void leaveOutWhatTheSpecAndTheHomeDoNotRequire() {
    assertThat(TrainingStage.of(recording("m1").spec()))
        .doesNotContain(TrainingStage.CROSS_VALIDATING)
        .hasSize(TrainingStage.values().length - 1);
  }
}
