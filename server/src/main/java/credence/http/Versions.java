package credence.http;

import credence.prediction.Choice;
import credence.prediction.ServingState;
import credence.scoring.LiveVersion;
import org.jspecify.annotations.Nullable;

/// Which versions answer a prediction's request.
final class Versions {
  private final String defaultName;

  Versions(AnswerSettings settings) {
    defaultName =
        switch (settings.defaultAnswer()) {
          case CHAMPION -> "champion";
          case ALL -> ServingState.ALL;
        };
  }

  /// The versions that a request asks for.
  ///
  /// @param name the value of `version`; null: the default
  Choice choose(ServingState state, @Nullable String name) {
    return state.choose(name == null ? defaultName : name);
  }

  /// Why a choice cannot answer; null if it can.
  static @Nullable Problem problem(Choice choice) {
    return switch (choice) {
      case Choice.One _, Choice.All _ -> null;
      case Choice.Unknown unknown -> unknown(unknown.hint());
      case Choice.Damaged damaged -> damaged(damaged.name());
      case Choice.NotReady notReady -> Problem.of(ProblemType.NOT_READY, notReady.obstacle());
    };
  }

  /// The problem that there is no such version.
  ///
  /// @param hint near names, as the end of a sentence
  static Problem unknown(String hint) {
    return Problem.of(
        ProblemType.UNKNOWN_VERSION,
        "there is no such version" + (hint.isEmpty() ? "; see GET /models" : hint));
  }

  /// The problem that a version exists and cannot be loaded.
  static Problem damaged(String version) {
    return Problem.of(
        ProblemType.VERSION_DAMAGED,
        "the document of " + version + " is damaged, so it cannot answer");
  }

  /// Says in the header which version answers, if it is one.
  static void name(Exchange exchange, Choice choice) {
    if (choice instanceof Choice.One(LiveVersion version)) {
      exchange.response().putHeader(ResponseHeaders.MODEL_VERSION, version.name().text());
    }
  }
}
