package credence.http.answer;

import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.http.settings.AnswerSettings;
import credence.prediction.Choice;
import credence.prediction.ServedVersion;
import credence.prediction.ServingState;
import credence.prediction.Shortage;
import org.jspecify.annotations.Nullable;

/// Which versions answer a prediction's request.
public final class Versions {
  private final boolean allByDefault;

  public Versions(AnswerSettings settings) {
    allByDefault =
        switch (settings.defaultAnswer()) {
          case CHAMPION -> false;
          case ALL -> true;
        };
  }

  /// The versions that a request asks for.
  ///
  /// @param name the value of `version`; null: the default
  public Choice choose(ServingState state, @Nullable String name) {
    if (name != null) {
      return state.choose(name);
    }
    return allByDefault ? state.choose(ServingState.ALL) : state.live();
  }

  /// Why a choice cannot answer; null if it can.
  public static @Nullable Problem problem(Choice choice) {
    return switch (choice) {
      case Choice.One _, Choice.Live _, Choice.All _ -> null;
      case Choice.Unknown unknown -> unknown(unknown.hint());
      case Choice.Damaged damaged -> damaged(damaged.name());
      case Choice.Unloaded unloaded -> unloaded(unloaded.name(), unloaded.shortage());
      case Choice.NotReady notReady -> Problem.of(ProblemType.NOT_READY, notReady.obstacle());
    };
  }

  /// The problem that there is no such version.
  ///
  /// @param hint near names, as the end of a sentence
  public static Problem unknown(String hint) {
    return Problem.of(
        ProblemType.UNKNOWN_VERSION,
        "there is no such version" + (hint.isEmpty() ? "; see GET /models" : hint));
  }

  /// The problem that a version exists and cannot be loaded.
  public static Problem damaged(String version) {
    return Problem.of(
        ProblemType.VERSION_DAMAGED,
        "the document of " + version + " is damaged, so it cannot answer");
  }

  /// The problem that there is no memory for a version.
  private static Problem unloaded(String version, Shortage shortage) {
    return Problem.of(ProblemType.VERSION_NOT_LOADED, version + " " + shortage.message());
  }

  /// Why a version that is not loaded is not.
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
