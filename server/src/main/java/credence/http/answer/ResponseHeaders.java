package credence.http.answer;

import io.netty.util.AsciiString;

/// The names of Credence's response headers.
public final class ResponseHeaders {
  /// The version that answered.
  public static final CharSequence MODEL_VERSION = AsciiString.cached("Credence-Model-Version");

  /// The id of the decision's record.
  public static final CharSequence DECISION_ID = AsciiString.cached("Credence-Decision-Id");

  /// The imputed inputs.
  static final CharSequence IMPUTED = AsciiString.cached("Credence-Imputed");

  /// The inputs that had a level unseen in training.
  static final CharSequence UNSEEN_LEVELS = AsciiString.cached("Credence-Unseen-Levels");

  /// The challenger that could not score the applicant and was replaced by the champion.
  static final CharSequence FALLBACK_FROM = AsciiString.cached("Credence-Fallback-From");

  private ResponseHeaders() {}
}
