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
    Field message = Field.field("message", event.getMessage());
    Throwable thrown = event.getThrown();
    if (thrown == null) {
      log.warning("library-warning", logger, message);
    } else {
      log.unexpected("library-warning", thrown, logger, message);
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
