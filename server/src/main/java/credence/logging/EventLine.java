package credence.logging;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Formats one event as one line, whatever its fields contain.
final class EventLine {
  private EventLine() {}

  static String of(LogFormat format, Instant time, Level level, String event, List<Field> fields) {
    Instant milliseconds = time.truncatedTo(ChronoUnit.MILLIS);
    return switch (format) {
      case TEXT -> text(milliseconds, level, event, fields);
      case JSON -> json(milliseconds, level, event, fields);
    };
  }

  private static String text(Instant time, Level level, String event, List<Field> fields) {
    StringBuilder line = new StringBuilder(160);
    line.append(time).append(' ').append(level).append(' ').append(event);
    for (Field field : fields) {
      line.append(' ').append(field.name()).append('=');
      String value = String.valueOf(field.value());
      if (isPlain(value)) {
        line.append(value);
      } else {
        quote(line, value);
      }
    }
    return line.toString();
  }

  private static String json(Instant time, Level level, String event, List<Field> fields) {
    StringBuilder line = new StringBuilder(200);
    line.append("{\"time\":\"").append(time).append("\",\"level\":\"").append(level);
    line.append("\",\"event\":");
    quote(line, event);
    for (Field field : fields) {
      line.append(',');
      quote(line, field.name());
      line.append(':');
      value(line, field.value());
    }
    return line.append('}').toString();
  }

  private static void value(StringBuilder line, @Nullable Object value) {
    if (value == null || value instanceof Boolean || isWhole(value)) {
      line.append(value);
    } else if (value instanceof Double number && Double.isFinite(number)) {
      line.append(number);
    } else {
      quote(line, value.toString());
    }
  }

  private static boolean isWhole(Object value) {
    return value instanceof Integer || value instanceof Long;
  }

  private static boolean isPlain(String value) {
    return !value.isEmpty()
        && value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '=');
  }

  /// Appends a JSON string, without line breaks and control characters.
  private static void quote(StringBuilder line, String value) {
    line.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (c < ' ' || (c >= 0x7f && c <= 0x9f) || Character.isSurrogate(c)) {
        line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        line.append(c);
      }
    }
    line.append('"');
  }
}
