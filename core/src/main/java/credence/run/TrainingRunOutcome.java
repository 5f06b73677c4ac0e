package credence.run;

import credence.model.VersionName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The outcome of a training run.
///
/// @param state a final state
/// @param version the published version; null unless it succeeded
/// @param champion whether that version became champion, as the first one does
/// @param findings how many findings the version has
/// @param messages why it did not succeed, or notes if it did, such as excluded sets; one line
///   each, may be empty
/// @param at when it ended
public record TrainingRunOutcome(
    TrainingRunState state,
    @Nullable VersionName version,
    boolean champion,
    int findings,
    List<String> messages,
    Instant at) {
  /// Copies the list.
  public TrainingRunOutcome {
    messages = List.copyOf(messages);
    if (!state.ended() || state == TrainingRunState.DAMAGED) {
      throw new IllegalArgumentException("an outcome requires a final state, not " + state);
    }
    if ((state == TrainingRunState.SUCCEEDED) != (version != null)) {
      throw new IllegalArgumentException("a run has a version if and only if it succeeded");
    }
  }

  /// The same outcome with another message.
  public TrainingRunOutcome with(String message) {
    List<String> all = new ArrayList<>(messages);
    all.add(message);
    return new TrainingRunOutcome(state, version, champion, findings, all, at);
  }

  /// An outcome without a version.
  public static TrainingRunOutcome without(
      TrainingRunState state, List<String> messages, Instant at) {
    return new TrainingRunOutcome(state, null, false, 0, messages, at);
  }
}
