package credence.http.answer;

import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.http.settings.AnswerSettings;
import credence.prediction.Choice;
import credence.prediction.ServedVersion;
import credence.prediction.ServingState;
import credence.prediction.Shortage;
import org.jspecify.annotations.Nullable;

/// Chooses the versions that answer a prediction request.
public final class Versions {
  private final boolean allByDefault;

  public Versions(AnswerSettings settings) {
    allByDefault =
        switch (settings.defaultAnswer()) {
          case CHAMPION -> false;
          case ALL -> true;
        };
  }

  /// The versions that a request specifies.
  ///
  /// @param name the value of the parameter `version`; null for the default
  public Choice choose(ServingState state, @Nullable String name) {
    if (name != null) {
      return state.choose(name);
    }
    return allByDefault ? state.choose(ServingState.ALL) : state.live();
  }

  /// The problem that prevents a choice from answering; null if there is none.
  public static @Nullable Problem problem(Choice choice) {
    return switch (choice) {
      case Choice.One _, Choice.Live _, Choice.All _ -> null;
      case Choice.Unknown unknown -> unknown(unknown.hint());
      case Choice.Damaged damaged -> damaged(damaged.name());
      case Choice.Unloaded unloaded -> unloaded(unloaded.name(), unloaded.shortage());
      case Choice.NotReady notReady -> Problem.of(ProblemType.NOT_READY, notReady.reason());
    };
  }

  /// The problem of a version that does not exist.
  ///
  /// @param hint similar names, as the end of a sentence
  public static Problem unknown(String hint) {
    return Problem.of(
        ProblemType.UNKNOWN_VERSION,
        "no such version" + (hint.isEmpty() ? "; see GET /models" : hint));
  }

  /// The problem of a version whose document is damaged.
  public static Problem damaged(String version) {
    return Problem.of(
        ProblemType.VERSION_DAMAGED,
        "the document of " + version + " is damaged, so it cannot serve requests");
  }

  /// The problem of a version that does not fit into memory.
  private static Problem unloaded(String version, Shortage shortage) {
    return Problem.of(ProblemType.VERSION_NOT_LOADED, version + " " + shortage.message());
  }

  /// The problem of a version that is not loaded.
  public static Problem notLoaded(ServedVersion version) {
    String name = version.name().text();
    Shortage shortage = version.shortage();
    if (shortage != null) {
      return unloaded(name, shortage);
    }
    return version.damage() == null
        ? Problem.of(ProblemType.NOT_READY, name + " is being loaded; try again in a moment")
        : damaged(name);
  }
}
