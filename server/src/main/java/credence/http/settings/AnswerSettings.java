package credence.http.settings;

import credence.wire.PredictionFormat;

/// The settings of answers to prediction requests.
///
/// @param predictionDecimals the decimals of a prediction, 1 to 17, rounded half to even; 0: full
///   precision, as many as distinguish the double from its neighbours
/// @param defaultAnswer the versions that serve requests that don't specify a version
public record AnswerSettings(int predictionDecimals, DefaultAnswer defaultAnswer) {
  /// Four decimals; the champion.
  static AnswerSettings defaults() {
    return new AnswerSettings(PredictionFormat.DECIMALS_DEFAULT, DefaultAnswer.CHAMPION);
  }

  /// The versions that serve requests that don't specify a version.
  public enum DefaultAnswer {
    /// Only the champion.
    CHAMPION,
    /// All live versions.
    ALL
  }
}
