package credence.app;

import credence.document.SpecDocument;
import credence.files.FileFailure;
import credence.model.Alias;
import credence.model.Comparison;
import credence.model.Fault;
import credence.model.ModelVersion;
import credence.model.Provenance.TrainingSetReference;
import credence.model.SetCombination;
import credence.registry.Change;
import credence.registry.ModelRegistry;
import credence.registry.RegistryException;
import credence.run.TrainingRunFolder;
import credence.run.TrainingRunOutcome;
import credence.run.TrainingRunRequest;
import credence.run.TrainingRunState;
import credence.run.TrainingSetEntry;
import credence.run.TrainingSetFolder;
import credence.run.TrainingSetProfile;
import credence.run.TrainingSetSelection;
import credence.training.TrainingRequest;
import credence.training.TrainingSetRegister;
import credence.trainingset.EngineLimits;
import credence.wording.ComparisonWording;
import credence.wording.GateWording;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Does one training run on the training sets of a home: checks what has to be, selects, trains,
/// publishes, and leaves in the run's folder how far it is and what came of it. Used once.
final class SetTraining {
  private static final int SETS_TOLD_MAX = 3;

  private final Path home;
  private final ModelRegistry registry;
  private final TrainingRunFolder runs;
  private final Progress progress;
  private final BooleanSupplier abandoned;
  private final @Nullable Consumer<TrainingRunOutcome> onUnwritten;
  private final List<String> notes = new ArrayList<>();
  private VersionComparison.@Nullable Outcome comparison;

  /// A run that whoever started it waits for.
  SetTraining(Path home, ModelRegistry registry, TrainingRunFolder runs, Progress progress) {
    this(home, registry, runs, progress, () -> false, null);
  }

  /// A run.
  ///
  /// @param progress closed by whoever made it, once the run has ended
  /// @param abandoned whether whoever started it is gone: then it stops, publishes nothing and
  ///   leaves no outcome
  /// @param onUnwritten takes the outcome if it cannot be written into the home; null: then the run
  ///   throws
  SetTraining(
      Path home,
      ModelRegistry registry,
      TrainingRunFolder runs,
      Progress progress,
      BooleanSupplier abandoned,
      @Nullable Consumer<TrainingRunOutcome> onUnwritten) {
    this.home = home;
    this.registry = registry;
    this.runs = runs;
    this.progress = progress;
    this.abandoned = abandoned;
    this.onUnwritten = onUnwritten;
  }

  /// What to know of the run although it was done: which sets were left out, and why.
  List<String> notes() {
    return notes;
  }

  /// What came of comparing the version with the champion; null if there was nothing to compare.
  VersionComparison.@Nullable Outcome comparison() {
    return comparison;
  }

  /// Does a new run.
  VersionTraining.Outcome run(TrainingRunRequest request) throws IOException {
    return run(runs.begin(request), request);
  }

  /// Does a run that waits.
  ///
  /// @param id the run's id
  VersionTraining.Outcome run(String id, TrainingRunRequest request) throws IOException {
    RunReport report = new RunReport(runs, id);
    report.begin();
    VersionTraining.Outcome outcome;
    try {
      outcome = train(id, request, report);
    } catch (RegistryException e) {
      outcome = new VersionTraining.Refused(List.of(String.valueOf(e.getMessage())));
    } catch (InterruptedIOException e) {
      outcome = new VersionTraining.GivenUp();
    } catch (IOException e) {
      outcome = new VersionTraining.Refused(List.of(FileFailure.words(e)));
    } catch (UncheckedIOException e) {
      IOException cause = e.getCause();
      outcome =
          new VersionTraining.Refused(
              List.of(cause == null ? String.valueOf(e.getMessage()) : FileFailure.words(cause)));
    } catch (OutOfMemoryError e) {
      outcome = new VersionTraining.Refused(List.of(Failures.message(e)));
    } catch (RuntimeException e) {
      end(id, report, new VersionTraining.Refused(List.of("unexpected failure: " + e)));
      throw e;
    }
    if (outcome instanceof VersionTraining.Kept kept && !kept.champion()) {
      report.log("comparing with the champion");
      comparison = compare(kept.version());
    }
    end(id, report, outcome);
    return outcome;
  }

  /// Compares a version that is published, whatever comes of that.
  private VersionComparison.Outcome compare(ModelVersion version) {
    try {
      return new VersionComparison(home, registry)
          .compare(version.name().text(), Alias.CHAMPION.text(), List.of());
    } catch (RegistryException e) {
      return new VersionComparison.Refused(List.of(String.valueOf(e.getMessage())));
    } catch (IOException e) {
      return new VersionComparison.Refused(List.of(FileFailure.words(e)));
    }
  }

  private VersionTraining.Outcome train(String id, TrainingRunRequest request, RunReport report)
      throws IOException {
    if (registry.state().damage().isPresent()) {
      return refused(List.of(registry.state().damage().get()));
    }
    SpecDocument.Reading reading =
        request.spec() == null
            ? SpecFile.read(null, home)
            : SpecDocument.read(request.spec(), "spec");
    return switch (reading) {
      case SpecDocument.Faulty(List<Fault> faults) -> refused(faults);
      case SpecDocument.Read(SpecDocument spec) -> {
        EngineLimits limits = Engine.limits(runs.work(id), report::log);
        TrainingSetFolder.Listing listing =
            register(request, spec, limits)
                .checkAll(
                    (set, share) -> {
                      report.checking(share);
                      return during("checking " + set, share);
                    });
        yield switch (TrainingSetSelection.of(
            listing, request.version(), request.sets(), request.only())) {
          case TrainingSetSelection.Refused(List<Fault> faults) -> refused(faults);
          case TrainingSetSelection.Selected selected -> {
            selected.leftOut().forEach(set -> notes.add("left out: " + set));
            notes.forEach(report::log);
            yield train(id, request, spec, selected, limits, report);
          }
        };
      }
    };
  }

  private TrainingSetRegister register(
      TrainingRunRequest request, SpecDocument spec, EngineLimits limits) {
    TrainingSetFolder sets = new TrainingSetFolder(home);
    InstantSource clock = InstantSource.system();
    return request.spec() == null
        ? TrainingSetRegister.keeping(sets, registry, spec.spec(), limits, clock)
        : TrainingSetRegister.passing(sets, registry, spec.spec(), limits, clock);
  }

  private VersionTraining.Outcome train(
      String id,
      TrainingRunRequest request,
      SpecDocument spec,
      TrainingSetSelection.Selected selected,
      EngineLimits limits,
      RunReport report) {
    report.log(selected.version() + " on " + names(selected, Integer.MAX_VALUE));
    TreeMap<String, String> details = new TreeMap<>();
    details.put(TrainingRunFolder.HISTORY_DETAIL, id);
    String reason =
        request.reason() == null
            ? "trained on " + names(selected, SETS_TOLD_MAX)
            : request.reason();
    VersionTraining training =
        new VersionTraining(
            registry,
            (stage, share, left) -> {
              report.training(stage, share, left);
              return during(stage.words(), share);
            },
            this::wanted);
    return training.train(
        new TrainingRequest(
            selected.version(),
            spec.spec(),
            selected.sets().stream().map(TrainingSetEntry::file).toList(),
            SetCombination.NEWEST_COUNTS,
            CredenceVersion.number(),
            limits),
        new Change(request.author(), reason, details),
        version -> lastWord(version, selected));
  }

  /// Keeps a version back whose files are not those that were checked.
  private static VersionTraining.@Nullable Outcome lastWord(
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
    return changed.isEmpty() ? null : new VersionTraining.Refused(changed);
  }

  private boolean during(String stage, double share) {
    return progress.to(stage, share) && !abandoned.getAsBoolean();
  }

  private boolean wanted() {
    return progress.wanted() && !abandoned.getAsBoolean();
  }

  private static String names(TrainingSetSelection.Selected selected, int most) {
    List<String> names = selected.sets().stream().map(set -> set.name().text()).toList();
    return names.size() <= most
        ? String.join(", ", names)
        : names.size() + " training sets up to " + names.getLast();
  }

  /// What the comparison came to and what it says of the gates, or why there is none; a line each.
  List<String> compared() {
    return switch (comparison) {
      case null -> List.of();
      case VersionComparison.Made(Comparison made) ->
          Stream.concat(
                  Stream.of(ComparisonWording.summary(made)),
                  made.gates().stream().map(gate -> gate.gate() + " " + GateWording.of(gate)))
              .map(words -> "against " + made.champion().name() + ": " + words)
              .toList();
      case VersionComparison.Refused(List<String> why) ->
          why.stream().map(message -> "not compared with the champion: " + message).toList();
    };
  }

  private static VersionTraining.Outcome refused(List<Fault> faults) {
    return new VersionTraining.Refused(faults.stream().map(Fault::message).toList());
  }

  private void end(String id, RunReport report, VersionTraining.Outcome outcome)
      throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    switch (outcome) {
      case VersionTraining.Kept(ModelVersion version, var publishing, boolean champion) -> {
        report.log(publishing.message());
        List<String> messages = new ArrayList<>(notes);
        messages.add(publishing.message());
        messages.addAll(compared());
        keep(
            id,
            new TrainingRunOutcome(
                TrainingRunState.SUCCEEDED,
                version.name(),
                champion,
                version.findings().size(),
                messages,
                now));
      }
      case VersionTraining.Refused(List<String> messages) -> {
        report.log("failed: " + messages.stream().collect(Collectors.joining("; ")));
        keep(id, TrainingRunOutcome.without(TrainingRunState.FAILED, messages, now));
      }
      case VersionTraining.GivenUp _ -> {
        if (abandoned.getAsBoolean()) {
          report.log("stopped: the process that started it is gone");
          return;
        }
        report.log("cancelled");
        keep(
            id,
            TrainingRunOutcome.without(
                TrainingRunState.CANCELLED, List.of("it was cancelled"), now));
      }
    }
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
