package credence.logging;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Leads what libraries say through `java.util.logging`, from warnings upward, into the event log.
///
/// A library's message keeps its placeholders unfilled, since what would fill them may be a
/// customer's data.
public final class LibraryLog extends Handler {
  /// How much of a message is logged; libraries put whole stack traces into some.
  private static final int MESSAGE_CHARACTERS_MAX = 400;

  /// Messages of a logger that begin alike repeat each other.
  private static final int BEGIN_CHARACTERS = 60;

  private final EventLog log;

  private LibraryLog(EventLog log) {
    this.log = log;
    setLevel(Level.WARNING);
  }

  /// Takes the place of all handlers of the process's root logger.
  public static void leadInto(EventLog log) {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(Level.WARNING);
    root.addHandler(new LibraryLog(log));
  }

  @Override
  public void publish(@Nullable LogRecord event) {
    if (event == null || !isLoggable(event)) {
      return;
    }
    Field logger = Field.field("logger", event.getLoggerName());
    String text = String.valueOf(event.getMessage());
    Field message =
        Field.field("message", text.substring(0, Math.min(text.length(), MESSAGE_CHARACTERS_MAX)));
    Throwable thrown = event.getThrown();
    if (thrown == null) {
      String begin = text.substring(0, Math.min(text.length(), BEGIN_CHARACTERS));
      log.repeatable(
          credence.logging.Level.WARNING,
          event.getLoggerName() + begin,
          "library-warning",
          logger,
          message);
    } else {
      log.unexpected("library-warning", thrown, logger, message);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
