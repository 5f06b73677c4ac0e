package credence.http.answer;

import credence.bytes.ByteSink;
import credence.decision.RequestOrigin;
import credence.model.FeatureType;
import credence.prediction.Choice;
import credence.prediction.PredictionCounts;
import credence.prediction.Predictor;
import credence.prediction.ServingState;
import credence.scoring.InputLayout;
import credence.scoring.LiveVersion;
import credence.scoring.Prediction.Route;
import credence.wire.Codec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/// Answers generated applicants with a state before it serves requests, so that code is compiled
/// and classes are loaded for the first requests. Does not affect metrics.
public final class WarmUp {
  /// More than the number of calls after which the JVM's first compiler compiles a method.
  private static final int RECORDS = 500;

  /// Records with many inputs trigger compilation earlier, and take longer.
  private static final int RECORDS_MIN = 10;

  private static final int VALUES_MAX = 50_000;

  /// After this number of records, the processor is yielded to event loops.
  private static final int SLICE_RECORDS = 50;

  private static final long PAUSE_NANOS = 1_000_000;

  private static final RecordForm FORM = new RecordForm(false, 1, RequestOrigin.NONE);

  private WarmUp() {}

  /// Warms up a state.
  ///
  /// @param codec Credence's own codec, which reads JSON
  /// @param yieldsToRequests whether requests are served meanwhile and have priority
  public static void run(ServingState state, Codec codec, boolean yieldsToRequests) {
    List<LiveVersion> versions = state.plan().versions();
    if (versions.isEmpty()) {
      return;
    }
    RecordAnswers answers =
        new RecordAnswers(
            state,
            new Predictor(state, new PredictionCounts()),
            codec,
            new NamedInputs.Names(state.plan().layout()));
    ByteSink sink = new ByteSink();
    int inputs = Math.max(1, state.plan().layout().size());
    int records = Math.clamp(VALUES_MAX / inputs, RECORDS_MIN, RECORDS);
    for (int i = 0; i < records; i++) {
      byte[] record = record(state.plan().layout(), i);
      LiveVersion version = versions.get(i % versions.size());
      sink.clear();
      boolean live = i % 2 == 0 && state.live() instanceof Choice.Live;
      Choice choice = live ? state.live() : new Choice.One(version, Route.NAMED);
      if (answers.answer(choice, record, 0, record.length, sink, FORM) == null) {
        answers.complete();
      }
      answers.shadows().scoreSome((_, _, _) -> {});
      if (yieldsToRequests && i % SLICE_RECORDS == 0) {
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /// An applicant whose fields have values of the right type; some are missing.
  private static byte[] record(InputLayout layout, int seed) {
    StringBuilder json = new StringBuilder("{\"id\":\"warm-up-").append(seed).append('"');
    for (String name : layout.names()) {
      InputLayout.Slot slot = layout.slotsOf(name).getFirst();
      if ((seed + slot.index()) % 7 != 0) {
        ByteSink quoted = new ByteSink();
        quoted.writeJson(name);
        json.append(',').append(new String(quoted.toByteArray(), StandardCharsets.UTF_8));
        json.append(':').append(value(slot.type(), seed));
      }
    }
    return json.append('}').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String value(FeatureType type, int seed) {
    return switch (type) {
      case NUMBER -> seed % 2 == 0 ? Integer.toString(seed % 1000) : seed % 1000 + ".25";
      case BOOLEAN -> Boolean.toString(seed % 2 == 0);
      case CATEGORY -> "\"none\"";
    };
  }
}
