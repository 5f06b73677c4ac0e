package credence.app.terminal;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The number of columns of the terminal, asked again from time to time because a window may be
/// resized.
final class TerminalColumns {
  /// The columns of a terminal that does not say how many it has.
  static final int DEFAULT = 80;

  private static final long KNOWN_NANOS = 1_000_000_000L;
  private static final long WAIT_MILLIS = 500;
  private static final Pattern SIZE = Pattern.compile("\\d+ (\\d{1,5})\\s*");

  private final LongSupplier nanoTime;
  private long askedNanos;
  private int columns;

  /// @param nanoTime the clock, in nanoseconds
  TerminalColumns(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /// The number of columns, as it was at most a second ago.
  int get() {
    long now = nanoTime.getAsLong();
    if (columns == 0 || now - askedNanos >= KNOWN_NANOS) {
      columns = ask();
      askedNanos = now;
    }
    return columns;
  }

  private static int ask() {
    try {
      Process stty =
          new ProcessBuilder("stty", "size")
              .redirectInput(new File("/dev/tty"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!stty.waitFor(WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        stty.destroyForcibly();
        return DEFAULT;
      }
      String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return columns(size);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DEFAULT;
    } catch (IOException noTerminal) {
      return DEFAULT;
    }
  }

  /// The columns in the output of `stty size`: rows and columns; [#DEFAULT] if unknown.
  static int columns(String size) {
    Matcher matcher = SIZE.matcher(size);
    int columns = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    return columns > 0 ? columns : DEFAULT;
  }
}
