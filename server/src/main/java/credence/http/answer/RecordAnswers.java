package credence.http.answer;

import static credence.wire.ReadError.Kind.INVALID_ID;

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
import credence.wire.ByteSink;
import credence.wire.Codec;
import credence.wire.FieldError;
import credence.wire.IdText;
import credence.wire.ReadError;
import credence.wire.RecordReader;
import credence.wire.RecordWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Answers applicants' records by the versions of one state: reads a record, scores it, writes the
/// answer. Made once for each codec, state and event loop; not safe for use by several threads.
public final class RecordAnswers {
  private final ServingState state;
  private final Predictor predictor;
  private final Codec codec;
  private final RecordReader reader;
  private final RecordWriter writer;
  private @Nullable DepartureGate gate;
  private Choice.@Nullable Live shadowed;
  private long decision;
  private final Set<String> imputed = new LinkedHashSet<>();

  RecordAnswers(ServingState state, Predictor predictor, Codec codec) {
    this.state = state;
    this.predictor = predictor;
    this.codec = codec;
    reader = codec.reader(state.plan().layout());
    writer = codec.writer(state.plan().versions().stream().map(LiveVersion::name).toList());
  }

  /// Answers by the same codec and state for another event loop. What finds inputs and names
  /// versions is shared.
  RecordAnswers(RecordAnswers other, Predictor predictor) {
    state = other.state;
    codec = other.codec;
    this.predictor = predictor;
    reader = other.reader.forAnotherThread();
    writer = other.writer;
  }

  /// Has decisions recorded from now on, if the gate's log wants records.
  void recordDecisions(DepartureGate own) {
    gate = own.isOpen() ? null : own;
  }

  /// Begins the record of a decision; returns its number, 0 if none is wanted.
  private long record(byte[] bytes, int from, int to) {
    return gate == null ? 0 : gate.begin(bytes, from, to);
  }

  private void record(Prediction prediction) {
    if (gate != null) {
      gate.add(prediction);
    }
  }

  /// The state that answers.
  public ServingState state() {
    return state;
  }

  /// The codec that records are read and answers written by.
  Codec codec() {
    return codec;
  }

  /// Notes that the answer to the record answered last is complete. Only then is the decision
  /// recorded, and the applicant left to the shadows; so a record whose answer failed may be
  /// answered again.
  public void complete() {
    if (gate != null) {
      gate.complete();
    }
    Choice.Live live = shadowed;
    if (live != null) {
      shadowed = null;
      predictor.leaveToShadows(live, reader.vector(), decision);
    }
  }

  /// Answers one record. If it was answered, the answer has to be completed: [#complete()].
  ///
  /// @param versions which versions answer, as the state chose them
  /// @param into receives the answer; nothing if there is a problem
  /// @param form how the answer is written
  /// @return what keeps the record from being answered; null if it was
  public @Nullable Problem answer(
      Choice versions, byte[] bytes, int from, int to, ByteSink into, RecordForm form) {
    if (!imputed.isEmpty()) {
      imputed.clear();
    }
    shadowed = null;
    return switch (versions) {
      case Choice.One one -> answer(one, bytes, from, to, into, form);
      case Choice.Live live -> answer(live, bytes, from, to, into, form);
      case Choice.All all -> answer(all.versions(), bytes, from, to, into, form);
      case Choice.Unknown _, Choice.Damaged _, Choice.Unloaded _, Choice.NotReady _ ->
          throw new IllegalArgumentException("expected versions that can answer");
    };
  }

  /// Writes the answer to a record of a batch that could not be read or scored.
  ///
  /// @param index the record's place in the batch, from 0
  public void writeRejected(long index, Problem problem, ByteSink into) {
    writer.writeRejectedRecord(
        into, index, problem.detail(), problem.errors(), problem.errorsOmitted());
  }

  /// The prediction that answered last; of several versions, the last one's.
  Prediction prediction() {
    return predictor.prediction();
  }

  /// The challenger in whose place the champion answered the live traffic last; null if in its own.
  @Nullable String fallbackFrom() {
    return predictor.fallbackFrom();
  }

  /// The applicants whom the shadows have yet to score.
  public ShadowQueue shadows() {
    return predictor.shadows();
  }

  /// The inputs of the record answered last that were missing and filled, as a header lists them:
  /// percent-encoded, separated by commas; null if there were none.
  @Nullable String imputed() {
    if (imputed.isEmpty()) {
      return null;
    }
    return imputed.stream()
        .map(input -> URLEncoder.encode(input, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining(", "));
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
    noteImputed(prediction);
    record(bytes, from, to);
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
    noteImputed(prediction);
    decision = record(bytes, from, to);
    shadowed = live;
    record(prediction);
    double probability = prediction.probability();
    if (form.challengerNamed() && prediction.route() == Route.CHALLENGER) {
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
    record(bytes, from, to);
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
        noteImputed(prediction);
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

  private void noteImputed(Prediction prediction) {
    for (int i = prediction.nextImputed(0); i >= 0; i = prediction.nextImputed(i + 1)) {
      imputed.add(prediction.inputName(i));
    }
  }

  /// The problem of a record that was not read. A faulty id is told together with the faults of the
  /// inputs, if these too keep the record from being scored.
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

  /// Faults of a record.
  ///
  /// @param listed those that its answer lists
  /// @param omitted how many more there are
  private record ListedErrors(List<FieldError> listed, int omitted) {}

  private ListedErrors errors(List<LiveVersion> versions, RecordForm form) {
    return errors(versions, form.errorsMax());
  }

  /// The faults of the record read last for versions, each listed once; one that is omitted counts
  /// for each version that has it.
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

  /// The problem that a record, or a whole batch, could not be read.
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

  /// The faults in one sentence: the fault itself, or the fields' names.
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
                "these fields are faulty or missing: ",
                omitted == 0 ? "" : " and " + omitted + " more"));
  }
}
