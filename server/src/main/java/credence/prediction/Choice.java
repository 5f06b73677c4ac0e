package credence.prediction;

import credence.scoring.LiveVersion;
import java.util.List;

/// Which versions answer a request.
public sealed interface Choice {
  /// One version.
  record One(LiveVersion version) implements Choice {}

  /// All live versions, in the plan's order; at least one.
  record All(List<LiveVersion> versions) implements Choice {}

  /// There is no such version.
  ///
  /// @param hint near names, as the end of a sentence; empty if there are none
  record Unknown(String hint) implements Choice {}

  /// The version exists and its document cannot be loaded.
  ///
  /// @param name the version's name
  record Damaged(String name) implements Choice {}

  /// Nothing can answer yet.
  ///
  /// @param obstacle why, and what an operator can do
  record NotReady(String obstacle) implements Choice {}
}
