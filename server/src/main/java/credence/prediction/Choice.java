package credence.prediction;

import credence.assignment.ShareAssignment;
import credence.scoring.LiveVersion;
import credence.scoring.Prediction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The versions that serve a request.
public sealed interface Choice {
  /// One version.
  ///
  /// @param route why it was chosen: by default or by name
  record One(LiveVersion version, Prediction.Route route) implements Choice {}

  /// The champion with a challenger or shadows; serves requests that don't specify a version.
  ///
  /// @param champion serves the applicants that are not assigned to the challenger
  /// @param challenger serves its share of the applicants; null if there is none
  /// @param shadows score the applicants after the answer; may be empty
  record Live(LiveVersion champion, @Nullable Challenger challenger, List<LiveVersion> shadows)
      implements Choice {}

  /// A version with a share of the traffic.
  ///
  /// @param name its name
  /// @param version the loaded version; null if its document cannot be loaded
  /// @param assignment which applicants it serves
  record Challenger(String name, @Nullable LiveVersion version, ShareAssignment assignment) {}

  /// Several versions, in the plan's order; at least one.
  record All(List<LiveVersion> versions) implements Choice {}

  /// There is no such version.
  ///
  /// @param hint similar names, as the end of a sentence; empty if there are none
  record Unknown(String hint) implements Choice {}

  /// The version exists, but its document cannot be loaded.
  ///
  /// @param name the version's name
  record Damaged(String name) implements Choice {}

  /// The version exists, but there is not enough memory to load it.
  ///
  /// @param name the version's name
  /// @param shortage the memory that it needs and what an operator can do
  record Unloaded(String name, Shortage shortage) implements Choice {}

  /// No version can serve the request yet.
  ///
  /// @param reason the reason and what an operator can do
  record NotReady(String reason) implements Choice {}
}
