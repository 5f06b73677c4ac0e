package credence.http.head;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Interprets Content-Type and Accept (RFC 9110, sections 8.3 and 12.5.1).
public final class MediaTypes {
  public static final String JSON = "application/json";
  public static final String LINES = "application/x-ndjson";
  public static final String EVENTS = "text/event-stream";
  public static final String HTML = "text/html";

  private MediaTypes() {}

  /// Whether a content type is JSON in UTF-8: `application/json` or `application/*+json`, with no
  /// charset or `utf-8`.
  public static boolean isJson(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    if (contentType.equalsIgnoreCase(JSON)) {
      return true;
    }
    String type = type(contentType);
    boolean json = type.equals(JSON) || (type.startsWith("application/") && type.endsWith("+json"));
    return json && isUtf8(contentType);
  }

  /// Whether a content type is JSON lines in UTF-8.
  public static boolean isLines(@Nullable String contentType) {
    if (contentType == null) {
      return false;
    }
    String type = type(contentType);
    return (type.equals(LINES) || type.equals("application/ndjson")) && isUtf8(contentType);
  }

  /// Whether a client accepts a response of a media type.
  ///
  /// @param accept the Accept header; null: the client accepts any type
  /// @param offered the response's type without parameters, in lower case
  public static boolean accepts(@Nullable String accept, String offered) {
    if (accept == null || accept.equals("*/*") || accept.equals(offered) || accept.isBlank()) {
      return true;
    }
    String family = offered.substring(0, offered.indexOf('/')) + "/*";
    int best = 0;
    boolean accepted = false;
    for (String range : accept.split(",", -1)) {
      String type = type(range);
      int precision =
          type.equals(offered) ? 3 : type.equals(family) ? 2 : type.equals("*/*") ? 1 : 0;
      if (precision > best || (precision > 0 && precision == best && !accepted)) {
        best = precision;
        accepted = !isExcluded(range);
      }
    }
    return accepted;
  }

  /// Whether a client explicitly accepts server-sent events.
  public static boolean prefersEvents(@Nullable String accept) {
    return accept != null
        && Arrays.stream(accept.split(",", -1))
            .anyMatch(range -> type(range).equals(EVENTS) && !isExcluded(range));
  }

  /// The type without its parameters, in lower case.
  private static String type(String header) {
    int semicolon = header.indexOf(';');
    String type = semicolon < 0 ? header : header.substring(0, semicolon);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  private static boolean isUtf8(String contentType) {
    String charset = parameter(contentType, "charset");
    return charset == null || charset.equals("utf-8") || charset.equals("utf8");
  }

  /// Whether a range has quality 0, which means not acceptable.
  private static boolean isExcluded(String range) {
    String quality = parameter(range, "q");
    return quality != null && quality.matches("0(\\.0*)?");
  }

  private static @Nullable String parameter(String header, String name) {
    String[] parts = header.split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0 && parts[i].substring(0, equals).strip().equalsIgnoreCase(name)) {
        String value = parts[i].substring(equals + 1).strip().toLowerCase(Locale.ROOT);
        return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
            ? value.substring(1, value.length() - 1)
            : value;
      }
    }
    return null;
  }
}
