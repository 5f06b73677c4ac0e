package credence.logging;

import java.util.Objects;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Forwards warnings and errors that libraries log through `java.util.logging` to the event log.
///
/// Placeholders in a library's message are not replaced, because their parameters may be a
/// customer's data.
public final class LibraryLog extends Handler {
  /// The maximum length of a logged message; some messages of libraries contain whole stack traces.
  private static final int MESSAGE_CHARACTERS_MAX = 400;

  /// Messages of a logger with this many equal first characters repeat each other.
  private static final int PREFIX_CHARACTERS = 60;

  private final EventLog log;

  private LibraryLog(EventLog log) {
    this.log = log;
    setLevel(Level.WARNING);
  }

  /// Replaces all handlers of the process's root logger.
  public static void redirectTo(EventLog log) {
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
    String name = Objects.requireNonNullElse(event.getLoggerName(), "");
    String text = Objects.requireNonNullElse(event.getMessage(), "");
    Field logger = Field.field("logger", name);
    Field message =
        Field.field("message", text.substring(0, Math.min(text.length(), MESSAGE_CHARACTERS_MAX)));
    Throwable thrown = event.getThrown();
    if (thrown == null) {
      String prefix = text.substring(0, Math.min(text.length(), PREFIX_CHARACTERS));
      log.logLimited(name + prefix, LogEvent.LIBRARY_WARNING, logger, message);
    } else {
      log.unexpected(LogEvent.LIBRARY_ERROR, thrown, logger, message);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
