package credence.http;

import static credence.wire.ReadProblem.Kind.INVALID_ID;

import credence.prediction.Choice;
import credence.prediction.PredictionCounts;
import credence.prediction.Predictor;
import credence.prediction.ServingState;
import credence.prediction.ShadowQueue;
import credence.scoring.FeatureVector;
import credence.scoring.LiveVersion;
import credence.wire.AnswerWriter;
import credence.wire.ApplicantReader;
import credence.wire.ByteSink;
import credence.wire.FieldFault;
import credence.wire.IdText;
import credence.wire.PredictionFormat;
import credence.wire.ReadProblem;
import credence.wire.WireLimits;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Answers applicants' records by the versions of one state: reads a record, scores it, writes the
/// answer. Made once for each state and event loop; not safe for use by several threads.
final class RecordAnswers {
  private final ServingState state;
  private final Predictor predictor;
  private final ApplicantReader reader;
  private final AnswerWriter writer;
  private final IdText id = new IdText();
  private final Set<String> imputed = new LinkedHashSet<>();

  RecordAnswers(ServingState state, PredictionCounts counts, PredictionFormat format) {
    this.state = state;
    predictor = new Predictor(state, counts);
    reader = new ApplicantReader(state.plan().layout(), WireLimits.DEFAULT);
    writer =
        new AnswerWriter(state.plan().versions().stream().map(LiveVersion::name).toList(), format);
  }

  /// Answers by the same state for another event loop. What finds inputs and names versions is
  /// shared.
  RecordAnswers(RecordAnswers like, PredictionCounts counts) {
    state = like.state;
    predictor = new Predictor(state, counts);
    reader = like.reader.another();
    writer = like.writer;
  }

  /// The state that answers.
  ServingState state() {
    return state;
  }

  /// Answers one record.
  ///
  /// @param versions which versions answer, as the state chose them
  /// @param into receives the answer; nothing if there is a problem
  /// @param challengerNamed whether an answer of the challenger says so itself
  /// @return what keeps the record from being answered; null if it was
  @Nullable Problem answer(
      Choice versions, byte[] bytes, int from, int to, ByteSink into, boolean challengerNamed) {
    if (!imputed.isEmpty()) {
      imputed.clear();
    }
    return switch (versions) {
      case Choice.One one -> answer(one.version(), bytes, from, to, into);
      case Choice.Live live -> answer(live, bytes, from, to, into, challengerNamed);
      case Choice.All all -> answer(all.versions(), bytes, from, to, into);
      case Choice.Unknown _, Choice.Damaged _, Choice.Unloaded _, Choice.NotReady _ ->
          throw new IllegalArgumentException("expected versions that can answer");
    };
  }

  /// The version that answered the live traffic last; null if none has.
  @Nullable LiveVersion answeredBy() {
    return predictor.answeredBy();
  }

  /// The challenger in whose place the champion answered the live traffic last; null if in its own.
  @Nullable String fallbackFrom() {
    return predictor.fallbackFrom();
  }

  /// The applicants whom the shadows have yet to score.
  ShadowQueue shadows() {
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
      LiveVersion version, byte[] bytes, int from, int to, ByteSink into) {
    if (!reader.read(bytes, from, to)) {
      return unread(List.of(version));
    }
    FeatureVector applicant = reader.vector();
    double probability = predictor.predict(version, applicant);
    if (Double.isNaN(probability)) {
      return invalid(faults(version, applicant));
    }
    noteImputed(version, applicant);
    writer.writePrediction(into, bytes, reader.idFrom(), reader.idTo(), probability);
    return null;
  }

  private @Nullable Problem answer(
      Choice.Live live, byte[] bytes, int from, int to, ByteSink into, boolean challengerNamed) {
    if (!reader.read(bytes, from, to)) {
      return unread(List.of(live.champion()));
    }
    FeatureVector applicant = reader.vector();
    id.read(bytes, reader.idFrom(), reader.idTo());
    double probability = predictor.predict(live, applicant, id.bytes(), id.from(), id.to());
    LiveVersion version = predictor.answeredBy();
    if (version == null || Double.isNaN(probability)) {
      return invalid(faults(live.champion(), applicant));
    }
    noteImputed(version, applicant);
    if (challengerNamed && version.index() != live.champion().index()) {
      writer.writeNamedPrediction(
          into, bytes, reader.idFrom(), reader.idTo(), version.index(), probability);
    } else {
      writer.writePrediction(into, bytes, reader.idFrom(), reader.idTo(), probability);
    }
    return null;
  }

  private @Nullable Problem answer(
      List<LiveVersion> versions, byte[] bytes, int from, int to, ByteSink into) {
    if (!reader.read(bytes, from, to)) {
      return unread(versions);
    }
    FeatureVector applicant = reader.vector();
    int begin = into.size();
    int scored = 0;
    writer.beginPredictions(into, bytes, reader.idFrom(), reader.idTo());
    for (LiveVersion version : versions) {
      double probability = predictor.predict(version, applicant);
      if (Double.isNaN(probability)) {
        writer.writeVersion(into, version.index(), faults(version, applicant));
      } else {
        scored++;
        noteImputed(version, applicant);
        writer.writeVersion(into, version.index(), probability);
      }
    }
    if (scored == 0) {
      into.truncate(begin);
      return invalid(faults(versions, applicant));
    }
    writer.endPredictions(into);
    return null;
  }

  private void noteImputed(LiveVersion version, FeatureVector applicant) {
    List<String> inputs = predictor.imputed(version, applicant);
    if (!inputs.isEmpty()) {
      imputed.addAll(inputs);
    }
  }

  /// The problem of a record that was not read. A faulty id is told together with the faults of the
  /// inputs, if these too keep the record from being scored.
  private Problem unread(List<LiveVersion> versions) {
    ReadProblem problem = reader.problem();
    if (problem.kind() != INVALID_ID) {
      return of(problem);
    }
    boolean scorable =
        versions.stream().anyMatch(version -> faults(version, reader.vector()).isEmpty());
    return scorable ? of(problem) : of(problem.and(faults(versions, reader.vector())));
  }

  private List<FieldFault> faults(LiveVersion version, FeatureVector applicant) {
    return predictor.faults(version, applicant).stream().map(FieldFault::of).toList();
  }

  /// The faults of all versions, each once.
  private Set<FieldFault> faults(List<LiveVersion> versions, FeatureVector applicant) {
    Set<FieldFault> faults = new LinkedHashSet<>();
    versions.forEach(version -> faults.addAll(faults(version, applicant)));
    return faults;
  }

  private static Problem invalid(Collection<FieldFault> faults) {
    return new Problem(ProblemType.INVALID_APPLICANT, detail(faults), List.copyOf(faults));
  }

  /// The problem that a record, or a whole batch, could not be read.
  static Problem of(ReadProblem problem) {
    ProblemType type =
        switch (problem.kind()) {
          case MALFORMED -> ProblemType.MALFORMED_JSON;
          case NOT_AN_OBJECT, INVALID_ID, NOT_AN_ARRAY -> ProblemType.INVALID_APPLICANT;
          case TOO_MANY_RECORDS, OVERLONG_RECORD -> ProblemType.BODY_TOO_LARGE;
        };
    String detail = problem.faults().isEmpty() ? problem.detail() : detail(problem.faults());
    return new Problem(type, detail, problem.faults());
  }

  /// The faults in one sentence: the fault itself, or the fields' names.
  private static String detail(Collection<FieldFault> faults) {
    if (faults.size() == 1) {
      FieldFault fault = faults.iterator().next();
      return fault.field() + ": " + fault.expected();
    }
    return faults.stream()
        .map(FieldFault::field)
        .distinct()
        .collect(Collectors.joining(", ", "these fields are faulty or missing: ", ""));
  }
}
