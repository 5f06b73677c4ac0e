package credence.job;

import credence.document.SpecDocument;
import credence.engine.EngineLimits;
import credence.files.FileFailure;
import credence.model.Alias;
import credence.model.LocatedError;
import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.Provenance.TrainingSetReference;
import credence.model.SetCombination;
import credence.profiling.TrainingSetRegister;
import credence.registry.Change;
import credence.registry.RegistryException;
import credence.run.TrainingRunOutcome;
import credence.run.TrainingRunRequest;
import credence.run.TrainingRunState;
import credence.run.TrainingRuns;
import credence.run.TrainingSetEntry;
import credence.run.TrainingSetProfile;
import credence.run.TrainingSetSelection;
import credence.run.TrainingSets;
import credence.training.TrainingRequest;
import credence.wording.MemoryWording;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Does a training run: checks the training sets of the home that have not been checked, selects
/// those of the request, trains a version on them, publishes it and compares it with the champion.
/// The run's folder receives progress, log and outcome. Used once.
public final class TrainingRunJob {
  private static final int SETS_NAMED_MAX = 3;
  private static final String UNEXPECTED = "unexpected failure: ";

  private final JobContext context;
  private final TrainingRuns runs;
  private final JobProgress progress;
  private final BooleanSupplier abandoned;
  private final @Nullable Consumer<TrainingRunOutcome> onUnwritten;
  private final List<String> notes = new ArrayList<>();

  /// The steps of the run; null until its spec has been read.
  private @Nullable TrainingSteps steps;

  /// A job that the user waits for.
  ///
  /// @param progress receives the progress of all stages
  public TrainingRunJob(JobContext context, TrainingRuns runs, JobProgress progress) {
    this(context, runs, progress, () -> false, null);
  }

  /// A job that another process may wait for.
  ///
  /// @param progress receives the progress of all stages
  /// @param abandoned whether the process that started the job is gone: then the job stops,
  ///   publishes nothing and writes no outcome
  /// @param onUnwritten receives the outcome if it cannot be written into the home; null: then
  ///   `run` throws
  public TrainingRunJob(
      JobContext context,
      TrainingRuns runs,
      JobProgress progress,
      BooleanSupplier abandoned,
      @Nullable Consumer<TrainingRunOutcome> onUnwritten) {
    this.context = context;
    this.runs = runs;
    this.progress = until(progress, abandoned);
    this.abandoned = abandoned;
    this.onUnwritten = onUnwritten;
  }

  /// The training sets that the run excluded, with reasons, one line each; empty before the run.
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /// Does the run.
  ///
  /// @param id the run's id; its folder exists
  /// @throws IOException if the run's folder cannot be written
  public TrainingResult run(String id, TrainingRunRequest request) throws IOException {
    RunRecorder recorder = new RunRecorder(runs, id);
    recorder.begin();
    TrainingResult result;
    try {
      result = train(id, request, recorder);
    } catch (RegistryException e) {
      result = rejected(e.getMessage());
    } catch (InterruptedIOException e) {
      result = new TrainingResult.Cancelled();
    } catch (IOException e) {
      result = rejected(FileFailure.words(e));
    } catch (UncheckedIOException e) {
      result = rejected(words(e));
    } catch (OutOfMemoryError e) {
      result = rejected(MemoryWording.exhausted(e));
    } catch (RuntimeException e) {
      end(id, recorder, rejected(UNEXPECTED + e));
      throw e;
    }
    if (result instanceof TrainingResult.Registered registered && !registered.champion()) {
      try {
        JobProgress comparing = Objects.requireNonNull(steps);
        result = registered.with(compare(registered.version(), comparing));
      } catch (RuntimeException e) {
        ComparisonResult failed = new ComparisonResult.Rejected(List.of(UNEXPECTED + e));
        end(id, recorder, registered.with(failed));
        throw e;
      }
    }
    end(id, recorder, result);
    return result;
  }

  private static String words(UncheckedIOException e) {
    IOException cause = e.getCause();
    return cause == null ? String.valueOf(e.getMessage()) : FileFailure.words(cause);
  }

  /// Compares a published version: a failure does not fail the run.
  private ComparisonResult compare(ModelVersion version, JobProgress comparing) {
    try {
      return new ComparisonJob(context, comparing)
          .compare(version.name().text(), Alias.CHAMPION.text(), List.of());
    } catch (RegistryException e) {
      return new ComparisonResult.Rejected(List.of(e.getMessage()));
    } catch (IOException e) {
      return new ComparisonResult.Rejected(List.of(FileFailure.words(e)));
    } catch (UncheckedIOException e) {
      return new ComparisonResult.Rejected(List.of(words(e)));
    }
  }

  private TrainingResult train(String id, TrainingRunRequest request, RunRecorder recorder)
      throws IOException {
    Optional<LocatedError> damage = context.registry().state().damage();
    if (damage.isPresent()) {
      return rejected(List.of(damage.get()));
    }
    SpecDocument.Reading reading =
        request.spec() == null
            ? SpecFile.read(null, context.home())
            : SpecDocument.read(request.spec(), "spec");
    return switch (reading) {
      case SpecDocument.Invalid(List<LocatedError> errors) -> rejected(errors);
      case SpecDocument.Read(SpecDocument spec) -> {
        EngineLimits limits = context.engine().limits(runs.work(id), recorder::log);
        TrainingSteps reported = steps(spec.spec(), recorder);
        steps = reported;
        TrainingSets.Listing listing = register(request, spec, limits).checkAll(reported::checking);
        yield switch (TrainingSetSelection.of(
            listing, request.version(), request.sets(), request.only())) {
          case TrainingSetSelection.Rejected(List<LocatedError> errors) -> rejected(errors);
          case TrainingSetSelection.Selected selected -> {
            selected.leftOut().forEach(set -> notes.add("excluded: " + set));
            notes.forEach(recorder::log);
            yield train(id, request, spec, selected, limits, recorder, reported);
          }
        };
      }
    };
  }

  private TrainingSteps steps(ModelSpec spec, RunRecorder recorder) {
    boolean first = context.registry().state().publications().isEmpty();
    return new TrainingSteps(progress, spec, !first, recorder, System::nanoTime);
  }

  private TrainingSetRegister register(
      TrainingRunRequest request, SpecDocument spec, EngineLimits limits) {
    TrainingSets sets = context.home().trainingSets();
    InstantSource clock = InstantSource.system();
    return request.spec() == null
        ? TrainingSetRegister.keeping(sets, context.registry(), spec.spec(), limits, clock)
        : TrainingSetRegister.passing(sets, context.registry(), spec.spec(), limits, clock);
  }

  private TrainingResult train(
      String id,
      TrainingRunRequest request,
      SpecDocument spec,
      TrainingSetSelection.Selected selected,
      EngineLimits limits,
      RunRecorder recorder,
      TrainingSteps reported) {
    recorder.log(selected.version() + " on " + names(selected, Integer.MAX_VALUE));
    TreeMap<String, String> details = new TreeMap<>();
    details.put(TrainingRuns.HISTORY_DETAIL, id);
    String reason =
        request.reason() == null
            ? "trained on " + names(selected, SETS_NAMED_MAX)
            : request.reason();
    return new TrainAndPublish(context.registry(), reported)
        .train(
            new TrainingRequest(
                selected.version(),
                spec.spec(),
                selected.sets().stream().map(TrainingSetEntry::file).toList(),
                SetCombination.NEWEST_COUNTS,
                context.credenceVersion(),
                limits),
            new Change(request.author(), reason, details),
            version -> changedSets(version, selected));
  }

  /// The training sets whose files are not those that were checked; one line each.
  private static List<String> changedSets(
      ModelVersion version, TrainingSetSelection.Selected selected) {
    List<String> changed = new ArrayList<>();
    for (int i = 0; i < selected.sets().size(); i++) {
      TrainingSetEntry set = selected.sets().get(i);
      TrainingSetReference trained = version.provenance().trainingSets().get(i);
      TrainingSetProfile profile = set.profile();
      if (profile == null || !profile.sha256().equals(trained.sha256())) {
        changed.add("training set " + set.name() + ": its file has changed since it was checked");
      }
    }
    return changed;
  }

  /// Progress by which a job is no longer wanted once it is abandoned.
  private static JobProgress until(JobProgress progress, BooleanSupplier abandoned) {
    return new JobProgress() {
      @Override
      public boolean proceed(JobState state) {
        return progress.proceed(state) && !abandoned.getAsBoolean();
      }

      @Override
      public boolean isWanted() {
        return progress.isWanted() && !abandoned.getAsBoolean();
      }
    };
  }

  private static String names(TrainingSetSelection.Selected selected, int most) {
    List<String> names = selected.sets().stream().map(set -> set.name().text()).toList();
    return names.size() <= most
        ? String.join(", ", names)
        : names.size() + " training sets up to " + names.getLast();
  }

  private static TrainingResult rejected(List<LocatedError> errors) {
    return new TrainingResult.Rejected(errors.stream().map(LocatedError::message).toList());
  }

  private static TrainingResult rejected(String message) {
    return new TrainingResult.Rejected(List.of(message));
  }

  private void end(String id, RunRecorder recorder, TrainingResult result) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    switch (result) {
      case TrainingResult.Registered registered -> {
        recorder.log(registered.publishing().message());
        keep(id, succeeded(registered, now));
      }
      case TrainingResult.Rejected(List<String> messages) -> {
        recorder.log("failed: " + String.join("; ", messages));
        keep(id, TrainingRunOutcome.without(TrainingRunState.FAILED, messages, now));
      }
      case TrainingResult.Cancelled _ -> {
        if (abandoned.getAsBoolean()) {
          recorder.log("stopped: the process that started it has ended");
          return;
        }
        recorder.log("cancelled");
        keep(
            id,
            TrainingRunOutcome.without(
                TrainingRunState.CANCELLED, List.of("it was cancelled"), now));
      }
    }
  }

  private TrainingRunOutcome succeeded(TrainingResult.Registered registered, Instant now) {
    List<String> messages = new ArrayList<>(notes);
    messages.add(registered.publishing().message());
    ComparisonResult comparison = registered.comparison();
    if (comparison != null) {
      messages.addAll(comparison.lines());
    }
    return new TrainingRunOutcome(
        TrainingRunState.SUCCEEDED,
        registered.version().name(),
        registered.champion(),
        registered.version().findings().size(),
        messages,
        now);
  }

  private void keep(String id, TrainingRunOutcome outcome) throws IOException {
    try {
      runs.keep(id, outcome);
    } catch (IOException e) {
      if (onUnwritten == null) {
        throw e;
      }
      onUnwritten.accept(outcome);
    }
  }
}
