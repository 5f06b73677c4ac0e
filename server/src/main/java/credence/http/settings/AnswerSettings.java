package credence.http.settings;

import credence.wire.PredictionFormat;

/// How predictions are answered.
///
/// @param predictionDecimals the decimals of a prediction, 1 to 17, rounded half to even; 0: all
///   that it takes to tell the double from its neighbours
/// @param defaultAnswer which versions answer a request that names none
public record AnswerSettings(int predictionDecimals, DefaultAnswer defaultAnswer) {
  /// Four decimals, by the champion.
  static AnswerSettings defaults() {
    return new AnswerSettings(PredictionFormat.DECIMALS_DEFAULT, DefaultAnswer.CHAMPION);
  }

  /// Which versions answer a request that names none.
  public enum DefaultAnswer {
    /// The champion alone.
    CHAMPION,
    /// All live versions.
    ALL
  }
}
