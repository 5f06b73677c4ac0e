package credence.logging;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Formats one event as one line, whatever its fields contain.
final class EventLine {
  private EventLine() {}

  static String of(LogFormat format, Instant time, LogEvent event, Field... fields) {
    List<Field> present = new ArrayList<>();
    for (Field field : fields) {
      if (field.value() != null) {
        present.add(field);
      }
    }
    if (!event.action().isEmpty()) {
      present.add(Field.field("action", event.action()));
    }
    Instant milliseconds = time.truncatedTo(ChronoUnit.MILLIS);
    return switch (format) {
      case TEXT -> text(milliseconds, event, present);
      case JSON -> json(milliseconds, event, present);
    };
  }

  private static String text(Instant time, LogEvent event, List<Field> fields) {
    StringBuilder line = new StringBuilder(160);
    line.append(time).append(' ').append(event.level()).append(' ').append(event.code());
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

  private static String json(Instant time, LogEvent event, List<Field> fields) {
    StringBuilder line = new StringBuilder(200);
    line.append("{\"time\":\"").append(time).append("\",\"level\":\"").append(event.level());
    line.append("\",\"event\":");
    quote(line, event.code());
    for (Field field : fields) {
      line.append(',');
      quote(line, field.name());
      line.append(':');
      value(line, field.value());
    }
    return line.append('}').toString();
  }

  private static void value(StringBuilder line, @Nullable Object value) {
    if (value instanceof Boolean || isWhole(value)) {
      line.append(value);
    } else if (value instanceof Double number && Double.isFinite(number)) {
      line.append(number);
    } else {
      quote(line, String.valueOf(value));
    }
  }

  private static boolean isWhole(@Nullable Object value) {
    return value instanceof Integer || value instanceof Long;
  }

  private static boolean isPlain(String value) {
    return !value.isEmpty()
        && value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '=');
  }

  /// Appends a JSON string, in which line breaks, control characters, and invisible characters such
  /// as those that reverse the direction of text are escaped.
  private static void quote(StringBuilder line, String value) {
    line.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        line.append('\\').append(c);
      } else if (isEscaped(c)) {
        line.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        line.append(c);
      }
    }
    line.append('"');
  }

  private static boolean isEscaped(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}
