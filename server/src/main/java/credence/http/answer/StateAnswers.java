package credence.http.answer;

import credence.http.departure.DepartureGate;
import credence.prediction.PredictionCounts;
import credence.prediction.Predictor;
import credence.prediction.ServingState;
import credence.wire.Codec;
import java.util.Arrays;
import java.util.List;

/// What answers records by one state on one event loop, by each codec. All of them predict by one
/// [Predictor], so the shadows of a loop have one queue. Not safe for use by several threads.
public final class StateAnswers {
  private final ServingState state;
  private final RecordAnswers own;
  private final RecordAnswers[] all;

  /// Answers by a state.
  ///
  /// @param codecs the codecs, Credence's own first
  public StateAnswers(ServingState state, PredictionCounts counts, List<Codec> codecs) {
    Predictor predictor = new Predictor(state, counts);
    this(
        state,
        codecs.stream()
            .map(codec -> new RecordAnswers(state, predictor, codec))
            .toArray(RecordAnswers[]::new));
  }

  private StateAnswers(ServingState state, RecordAnswers[] all) {
    this.state = state;
    this.all = all;
    own = all[0];
  }

  /// Answers by the same state for another event loop. What does not change is shared.
  public StateAnswers forAnotherLoop(PredictionCounts counts) {
    Predictor predictor = new Predictor(state, counts);
    return new StateAnswers(
        state,
        Arrays.stream(all)
            .map(other -> new RecordAnswers(other, predictor))
            .toArray(RecordAnswers[]::new));
  }

  /// Has decisions recorded from now on, if the gate's log wants records.
  public void recordDecisions(DepartureGate gate) {
    for (RecordAnswers answers : all) {
      answers.recordDecisions(gate);
    }
  }

  /// The state that answers.
  public ServingState state() {
    return state;
  }

  /// What answers by Credence's own codec.
  public RecordAnswers own() {
    return own;
  }

  /// What answers by a codec.
  ///
  /// @throws IllegalArgumentException if it is not among those that these answers were made with
  public RecordAnswers of(Codec codec) {
    for (RecordAnswers answers : all) {
      if (answers.codec().equals(codec)) {
        return answers;
      }
    }
    throw new IllegalArgumentException("expected one of the server's codecs");
  }
}
