package credence.prediction;

import credence.assignment.ShareAssignment;
import credence.scoring.LiveVersion;
import credence.scoring.Prediction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which versions answer a request.
public sealed interface Choice {
  /// One version.
  ///
  /// @param route why it is asked: by default or by name
  record One(LiveVersion version, Prediction.Route route) implements Choice {}

  /// The champion, save for what a challenge moves to the challenger, and shadows beside it: who
  /// answers a request that names no version while there is a challenge or a shadow.
  ///
  /// @param champion answers everybody whom the challenger does not
  /// @param challenger answers its share; null if there is none
  /// @param shadows are scored after the answer; may be empty
  record Live(LiveVersion champion, @Nullable Challenger challenger, List<LiveVersion> shadows)
      implements Choice {}

  /// A version with a share of the traffic.
  ///
  /// @param name its name
  /// @param version what answers; null if its document cannot be loaded
  /// @param assignment whom it answers
  record Challenger(String name, @Nullable LiveVersion version, ShareAssignment assignment) {}

  /// Several versions, in the plan's order; at least one.
  record All(List<LiveVersion> versions) implements Choice {}

  /// There is no such version.
  ///
  /// @param hint near names, as the end of a sentence; empty if there are none
  record Unknown(String hint) implements Choice {}

  /// The version exists and its document cannot be loaded.
  ///
  /// @param name the version's name
  record Damaged(String name) implements Choice {}

  /// The version exists and there is no memory to load it.
  ///
  /// @param name the version's name
  /// @param shortage how much is missing, and what an operator can do
  record Unloaded(String name, Shortage shortage) implements Choice {}

  /// Nothing can answer yet.
  ///
  /// @param obstacle why, and what an operator can do
  record NotReady(String obstacle) implements Choice {}
}
