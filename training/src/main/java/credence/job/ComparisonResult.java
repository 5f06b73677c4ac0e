package credence.job;

import credence.model.Comparison;
import credence.wording.ComparisonWording;
import credence.wording.GateWording;
import java.util.List;
import java.util.stream.Stream;

/// The result of a job that compares two versions.
public sealed interface ComparisonResult {
  /// The comparison and the results of its gates, or the reasons why there is none; one line each.
  List<String> lines();

  /// The two were compared, and the comparison is kept in the home.
  record Compared(Comparison comparison) implements ComparisonResult {
    @Override
    public List<String> lines() {
      return Stream.concat(
              Stream.of(ComparisonWording.summary(comparison)),
              comparison.gates().stream().map(gate -> gate.gate() + " " + GateWording.of(gate)))
          .map(line -> "against " + comparison.champion().name() + ": " + line)
          .toList();
    }
  }

  /// The two cannot be compared; an earlier comparison is unchanged.
  ///
  /// @param messages every reason, one line each
  record Rejected(List<String> messages) implements ComparisonResult {
    /// Copies the list.
    public Rejected {
      messages = List.copyOf(messages);
    }

    @Override
    public List<String> lines() {
      return messages.stream()
          .map(message -> "not compared with the champion: " + message)
          .toList();
    }
  }
}
