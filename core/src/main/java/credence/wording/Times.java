package credence.wording;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// Formats instants for people.
public final class Times {
  private Times() {}

  /// An instant in this machine's time zone, to the second: `2026-11-23T19:46:05+01:00`.
  public static String local(Instant instant) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        instant.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault()));
  }

  /// An instant in UTC, to the minute: `2026-11-23 18:46 UTC`. Pages may be read in any time zone.
  public static String utc(Instant instant) {
    return DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT)
        .format(instant.atOffset(ZoneOffset.UTC));
  }
}
