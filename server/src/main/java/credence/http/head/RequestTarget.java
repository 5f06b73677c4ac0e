package credence.http.head;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The target of a request (RFC 9112, section 3.2).
///
/// @param form its form
/// @param authority the host and port of a target in absolute form; null if Host has them
/// @param path the path with its query, or `*`; empty if the target is rejected
@SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
record RequestTarget(Form form, byte @Nullable [] authority, byte[] path) {
  private static final byte[] HTTP = "http://".getBytes(US_ASCII);
  private static final byte[] HTTPS = "https://".getBytes(US_ASCII);
  private static final byte[] ROOT = {'/'};
  private static final byte[] ASTERISK = {'*'};
  private static final RequestTarget MALFORMED =
      new RequestTarget(Form.MALFORMED, null, new byte[0]);

  /// The form of a target.
  enum Form {
    /// A path.
    ORIGIN,
    /// A scheme, an authority and a path.
    ABSOLUTE,
    /// The whole server, for OPTIONS.
    ASTERISK,
    /// An authority, for CONNECT.
    AUTHORITY,
    /// None of these.
    MALFORMED
  }

  /// Parses a target of visible ASCII characters.
  ///
  /// @param method the request's method
  static RequestTarget read(String method, byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '#') {
        return MALFORMED;
      }
    }
    if (method.equals("CONNECT")) {
      return HttpCharacters.isHost(bytes, from, to)
          ? new RequestTarget(Form.AUTHORITY, null, new byte[0])
          : MALFORMED;
    }
    if (bytes[from] == '/') {
      return new RequestTarget(Form.ORIGIN, null, Arrays.copyOfRange(bytes, from, to));
    }
    if (to - from == 1 && bytes[from] == '*' && method.equals("OPTIONS")) {
      return new RequestTarget(Form.ASTERISK, null, ASTERISK);
    }
    for (byte[] scheme : new byte[][] {HTTP, HTTPS}) {
      int end = from + scheme.length;
      if (end < to && HttpCharacters.is(scheme, bytes, from, end)) {
        return absolute(method, bytes, end, to);
      }
    }
    return MALFORMED;
  }

  private static RequestTarget absolute(String method, byte[] bytes, int from, int to) {
    int end = from;
    while (end < to && bytes[end] != '/' && bytes[end] != '?') {
      end++;
    }
    if (!HttpCharacters.isHost(bytes, from, end)) {
      return MALFORMED;
    }
    byte[] path;
    if (end == to) {
      path = method.equals("OPTIONS") ? ASTERISK : ROOT;
    } else if (bytes[end] == '?') {
      path = new byte[1 + to - end];
      path[0] = '/';
      System.arraycopy(bytes, end, path, 1, to - end);
    } else {
      path = Arrays.copyOfRange(bytes, end, to);
    }
    return new RequestTarget(Form.ABSOLUTE, Arrays.copyOfRange(bytes, from, end), path);
  }
}
