package credence.benchmarks.profile;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A method among those that it was called by, and the CPU time that it and what it calls took.
final class Frame {
  private final String name;
  private final Map<String, Frame> callees = new LinkedHashMap<>();
  private double seconds;

  Frame(String name) {
    this.name = name;
  }

  String name() {
    return name;
  }

  /// CPU seconds, those of the callees included.
  double seconds() {
    return seconds;
  }

  /// Adds time to this frame and to those that a path of names leads to.
  ///
  /// @param path the callers first
  void add(List<String> path, double more) {
    Frame at = this;
    at.seconds += more;
    for (String step : path) {
      at = at.callees.computeIfAbsent(step, Frame::new);
      at.seconds += more;
    }
  }

  /// What this frame calls, the longest first.
  Collection<Frame> callees() {
    return callees.values().stream()
        .sorted(Comparator.comparingDouble(Frame::seconds).reversed())
        .toList();
  }
}
