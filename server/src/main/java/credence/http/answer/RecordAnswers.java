package credence.http.answer;

import static credence.wire.ReadError.Kind.INVALID_ID;

import credence.bytes.ByteSink;
import credence.http.departure.DepartureGate;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.prediction.Choice;
import credence.prediction.Predictor;
import credence.prediction.ServingState;
import credence.prediction.ShadowQueue;
import credence.scoring.InputError;
import credence.scoring.LiveVersion;
import credence.scoring.Prediction;
import credence.scoring.Prediction.Route;
import credence.wire.Codec;
import credence.wire.FieldError;
import credence.wire.IdText;
import credence.wire.ReadError;
import credence.wire.RecordReader;
import credence.wire.RecordWriter;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Answers applicants' records with the versions of one state: reads a record, scores it and writes
/// the answer. Created once for each codec, state and event loop.
///
/// Not thread-safe.
public final class RecordAnswers {
  private final ServingState state;
  private final Predictor predictor;
  private final Codec codec;
  private final RecordReader reader;
  private final RecordWriter writer;
  private @Nullable DepartureGate gate;
  private Choice.@Nullable Live shadowed;
  private long decision;
  private final NamedInputs imputed;
  private final NamedInputs unseenLevels;

  RecordAnswers(ServingState state, Predictor predictor, Codec codec, NamedInputs.Names names) {
    this.state = state;
    this.predictor = predictor;
    this.codec = codec;
    reader = codec.reader(state.plan().layout());
    writer = codec.writer(state.plan().versions().stream().map(LiveVersion::name).toList());
    imputed = new NamedInputs(names);
    unseenLevels = new NamedInputs(names);
  }

  /// Creates an instance for the same codec and state and another event loop. Immutable tables of
  /// inputs and versions are shared.
  RecordAnswers(RecordAnswers other, Predictor predictor) {
    state = other.state;
    codec = other.codec;
    this.predictor = predictor;
    reader = other.reader.forAnotherThread();
    writer = other.writer;
    imputed = other.imputed.forAnotherThread();
    unseenLevels = other.unseenLevels.forAnotherThread();
  }

  /// Records decisions from now on, if the gate's log requires records.
  void recordDecisions(DepartureGate own) {
    gate = own.isOpen() ? null : own;
  }

  /// Begins the record of a decision; returns its number, or 0 if none is required.
  private long record(byte[] bytes, int from, int to, RecordForm form) {
    if (gate == null) {
      return 0;
    }
    long number = gate.begin(state.source(), form.origin());
    gate.content(bytes, from, to, reader.idFrom(), reader.idTo());
    return number;
  }

  private void record(Prediction prediction) {
    if (gate != null) {
      gate.add(prediction);
    }
  }

  /// Has the record of the last answer's decision; null if none is required.
  @Nullable DepartureGate gate() {
    return gate;
  }

  /// The state whose versions answer.
  public ServingState state() {
    return state;
  }

  /// The codec that reads records and writes answers.
  Codec codec() {
    return codec;
  }

  /// Marks the last answer as complete. Only then is the decision recorded and the applicant passed
  /// to the shadows, so a record whose answer failed can be answered again.
  public void complete() {
    if (gate != null) {
      gate.complete();
    }
    Choice.Live live = shadowed;
    if (live != null) {
      shadowed = null;
      predictor.queueForShadows(live, reader.vector(), decision);
    }
  }

  /// Answers one record. A successful answer must be completed with [#complete()].
  ///
  /// @param versions the versions that answer, as chosen by the state
  /// @param into receives the answer; nothing if there is a problem
  /// @param form the form of the answer
  /// @return the problem that prevents an answer; null if the record was answered
  public @Nullable Problem answer(
      Choice versions, byte[] bytes, int from, int to, ByteSink into, RecordForm form) {
    imputed.clear();
    unseenLevels.clear();
    shadowed = null;
    return switch (versions) {
      case Choice.One one -> answer(one, bytes, from, to, into, form);
      case Choice.Live live -> answer(live, bytes, from, to, into, form);
      case Choice.All all -> answer(all.versions(), bytes, from, to, into, form);
      case Choice.Unknown _, Choice.Damaged _, Choice.Unloaded _, Choice.NotReady _ ->
          throw new IllegalArgumentException("expected versions that are loaded");
    };
  }

  /// Writes the answer to a record of a batch that could not be read or scored.
  ///
  /// @param index the record's index in the batch, from 0
  public void writeRejected(long index, Problem problem, ByteSink into) {
    writer.writeRejectedRecord(
        into, index, problem.detail(), problem.errors(), problem.errorsOmitted());
  }

  /// The last prediction; if several versions answered, that of the last version.
  Prediction prediction() {
    return predictor.prediction();
  }

  /// The challenger that the champion replaced in the last answer to live traffic; null if it
  /// replaced none.
  @Nullable String fallbackFrom() {
    return predictor.fallbackFrom();
  }

  /// The applicants that the shadows have not scored yet.
  public ShadowQueue shadows() {
    return predictor.shadows();
  }

  /// The imputed inputs of the last answered record, as [NamedInputs#header()] lists them; null if
  /// there are none.
  @Nullable String imputed() {
    return imputed.header();
  }

  /// The inputs of the last answered record that had a level unseen in training, as
  /// [NamedInputs#header()] lists them; null if there are none.
  @Nullable String unseenLevels() {
    return unseenLevels.header();
  }

  private @Nullable Problem answer(
      Choice.One one, byte[] bytes, int from, int to, ByteSink into, RecordForm form) {
    if (!reader.read(bytes, from, to)) {
      return unreadable(List.of(one.version()), form);
    }
    Prediction prediction = predictor.predict(one.version(), reader.vector(), one.route());
    if (!prediction.isScored()) {
      return invalid(errors(List.of(one.version()), form));
    }
    noteInputs(prediction, form);
    record(bytes, from, to, form);
    record(prediction);
    writer.writePrediction(into, bytes, reader.idFrom(), reader.idTo(), prediction.probability());
    return null;
  }

  private @Nullable Problem answer(
      Choice.Live live, byte[] bytes, int from, int to, ByteSink into, RecordForm form) {
    if (!reader.read(bytes, from, to)) {
      return unreadable(List.of(live.champion()), form);
    }
    IdText id = reader.idText(bytes);
    Prediction prediction =
        predictor.predict(live, reader.vector(), id.bytes(), id.from(), id.to());
    if (!prediction.isScored()) {
      return invalid(errors(List.of(live.champion()), form));
    }
    noteInputs(prediction, form);
    decision = record(bytes, from, to, form);
    shadowed = live;
    record(prediction);
    double probability = prediction.probability();
    if (form.inBatch() && prediction.route() == Route.CHALLENGER) {
      int version = prediction.version().index();
      writer.writeNamedPrediction(
          into, bytes, reader.idFrom(), reader.idTo(), version, probability);
    } else {
      writer.writePrediction(into, bytes, reader.idFrom(), reader.idTo(), probability);
    }
    return null;
  }

  private @Nullable Problem answer(
      List<LiveVersion> versions, byte[] bytes, int from, int to, ByteSink into, RecordForm form) {
    if (!reader.read(bytes, from, to)) {
      return unreadable(versions, form);
    }
    record(bytes, from, to, form);
    int begin = into.size();
    int scored = 0;
    int listed = 0;
    writer.beginPredictions(into, bytes, reader.idFrom(), reader.idTo());
    for (LiveVersion version : versions) {
      Prediction prediction = predictor.predict(version, reader.vector(), Route.NAMED);
      if (!prediction.isScored()) {
        ListedErrors errors = errors(List.of(version), form.errorsMax() - listed);
        listed += errors.listed().size();
        writer.writeVersion(into, version.index(), errors.listed(), errors.omitted());
      } else {
        scored++;
        noteInputs(prediction, form);
        record(prediction);
        writer.writeVersion(into, version.index(), prediction.probability());
      }
    }
    if (scored == 0) {
      into.truncate(begin);
      return invalid(errors(versions, form));
    }
    writer.endPredictions(into);
    return null;
  }

  /// Collects the inputs that header fields of the answer name.
  private void noteInputs(Prediction prediction, RecordForm form) {
    if (form.inBatch()) {
      return;
    }
    for (int i = prediction.nextImputed(0); i >= 0; i = prediction.nextImputed(i + 1)) {
      imputed.add(prediction.inputSlot(i));
    }
    for (int i = prediction.nextUnseen(0); i >= 0; i = prediction.nextUnseen(i + 1)) {
      unseenLevels.add(prediction.inputSlot(i));
    }
  }

  /// The problem of a record that was not read. An invalid id is reported together with the errors
  /// in the inputs if these also prevent scoring.
  private Problem unreadable(List<LiveVersion> versions, RecordForm form) {
    ReadError error = reader.error();
    if (error.kind() != INVALID_ID) {
      return problem(error);
    }
    boolean scorable =
        versions.stream().anyMatch(version -> version.scorer().errorCount(reader.vector()) == 0);
    if (scorable) {
      return problem(error);
    }
    ListedErrors errors = errors(versions, form);
    return problem(error.and(errors.listed()), errors.omitted());
  }

  /// The errors in a record.
  ///
  /// @param listed the errors listed in the answer
  /// @param omitted the number of further errors
  private record ListedErrors(List<FieldError> listed, int omitted) {}

  private ListedErrors errors(List<LiveVersion> versions, RecordForm form) {
    return errors(versions, form.errorsMax());
  }

  /// The errors of the last record for several versions. Each is listed once; omitted errors are
  /// counted for each version.
  private ListedErrors errors(List<LiveVersion> versions, int most) {
    Set<FieldError> listed = new LinkedHashSet<>();
    int omitted = 0;
    for (LiveVersion version : versions) {
      List<InputError> first = version.scorer().errors(reader.vector(), most);
      for (InputError input : first) {
        FieldError error = FieldError.of(input);
        if (listed.size() < most) {
          listed.add(error);
        } else if (!listed.contains(error)) {
          omitted++;
        }
      }
      if (first.size() == most) {
        omitted += version.scorer().errorCount(reader.vector()) - most;
      }
    }
    return new ListedErrors(List.copyOf(listed), omitted);
  }

  private static Problem invalid(ListedErrors errors) {
    return new Problem(
        ProblemType.INVALID_APPLICANT,
        detail(errors.listed(), errors.omitted()),
        errors.listed(),
        errors.omitted());
  }

  /// The problem of a record or batch that could not be read.
  public static Problem problem(ReadError error) {
    return problem(error, 0);
  }

  private static Problem problem(ReadError error, int omitted) {
    ProblemType type =
        switch (error.kind()) {
          case MALFORMED -> ProblemType.MALFORMED_JSON;
          case NOT_A_RECORD, INVALID_ID, NOT_A_BATCH -> ProblemType.INVALID_APPLICANT;
          case TOO_MANY_RECORDS, OVERLONG_RECORD -> ProblemType.BODY_TOO_LARGE;
        };
    String detail = error.errors().isEmpty() ? error.detail() : detail(error.errors(), omitted);
    return new Problem(type, detail, error.errors(), omitted);
  }

  /// The errors as one sentence: a single error itself, or the names of the fields.
  private static String detail(Collection<FieldError> listed, int omitted) {
    if (listed.size() == 1 && omitted == 0) {
      FieldError error = listed.iterator().next();
      return error.field() + ": " + error.expected();
    }
    return listed.stream()
        .map(FieldError::field)
        .distinct()
        .collect(
            Collectors.joining(
                ", ",
                "invalid or missing fields: ",
                omitted == 0 ? "" : " and " + omitted + " more"));
  }
}
