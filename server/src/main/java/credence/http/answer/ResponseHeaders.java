package credence.http.answer;

import io.netty.util.AsciiString;

/// The response headers of Credence's own.
public final class ResponseHeaders {
  /// The version that answered.
  public static final CharSequence MODEL_VERSION = AsciiString.cached("Credence-Model-Version");

  /// The inputs that were missing and filled.
  static final CharSequence IMPUTED = AsciiString.cached("Credence-Imputed");

  /// The challenger that could not score, so that the champion answered in its place.
  static final CharSequence FALLBACK_FROM = AsciiString.cached("Credence-Fallback-From");

  private ResponseHeaders() {}
}
