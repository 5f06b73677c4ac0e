package credence.wording;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Formats instants for people.
public final class Times {
  private Times() {}

  /// An instant in UTC, to the second: `2026-11-23T18:46:05Z`.
  public static String seconds(Instant instant) {
    return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }

  /// An instant in UTC, to the minute: `2026-11-23 18:46 UTC`. Pages may be read in any time zone.
  public static String utc(Instant instant) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT)
        .format(instant.atOffset(ZoneOffset.UTC));
  }
}
