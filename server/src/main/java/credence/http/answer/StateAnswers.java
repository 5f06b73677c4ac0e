package credence.http.answer;

import credence.http.departure.DepartureGate;
import credence.prediction.PredictionCounts;
import credence.prediction.Predictor;
import credence.prediction.ServingState;
import credence.wire.Codec;
import java.util.Arrays;
import java.util.List;

/// Answers records with one state on one event loop, with any of the codecs. All codecs share one
/// [Predictor], so the shadows of a loop have a single queue.
///
/// Not thread-safe.
public final class StateAnswers {
  private final ServingState state;
  private final RecordAnswers own;
  private final RecordAnswers[] all;

  /// Creates an instance for a state.
  ///
  /// @param codecs the codecs, Credence's own first
  public StateAnswers(ServingState state, PredictionCounts counts, List<Codec> codecs) {
    Predictor predictor = new Predictor(state, counts);
    NamedInputs.Names names = new NamedInputs.Names(state.plan().layout());
    this(
        state,
        codecs.stream()
            .map(codec -> new RecordAnswers(state, predictor, codec, names))
            .toArray(RecordAnswers[]::new));
  }

  private StateAnswers(ServingState state, RecordAnswers[] all) {
    this.state = state;
    this.all = all;
    own = all[0];
  }

  /// Creates an instance for the same state and another event loop. Immutable data are shared.
  public StateAnswers forAnotherLoop(PredictionCounts counts) {
    Predictor predictor = new Predictor(state, counts);
    return new StateAnswers(
        state,
        Arrays.stream(all)
            .map(other -> new RecordAnswers(other, predictor))
            .toArray(RecordAnswers[]::new));
  }

  /// Records decisions from now on, if the gate's log requires records.
  public void recordDecisions(DepartureGate gate) {
    for (RecordAnswers answers : all) {
      answers.recordDecisions(gate);
    }
  }

  /// The state whose versions answer.
  public ServingState state() {
    return state;
  }

  /// The [RecordAnswers] of Credence's own codec.
  public RecordAnswers own() {
    return own;
  }

  /// The [RecordAnswers] of a codec.
  ///
  /// @throws IllegalArgumentException if it is not one of the codecs passed to the constructor
  public RecordAnswers of(Codec codec) {
    for (RecordAnswers answers : all) {
      if (answers.codec().equals(codec)) {
        return answers;
      }
    }
    throw new IllegalArgumentException("expected one of the server's codecs");
  }
}
