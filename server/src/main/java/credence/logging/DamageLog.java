package credence.logging;

import static credence.logging.Field.field;

import credence.model.LocatedError;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Logs damaged files. Each fault is logged once, however often the file is read.
public final class DamageLog {
  /// The maximum number of different faults that are logged.
  static final int FAULTS_MAX = 1_000;

  private final EventLog log;
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  /// Creates a log that writes to the server's event log.
  public DamageLog(EventLog log) {
    this.log = log;
  }

  /// Logs a fault, unless it was logged before.
  public void log(LocatedError error) {
    if (logged.size() < FAULTS_MAX && logged.add(error.message())) {
      log.log(LogEvent.FILE_DAMAGED, field("message", error.message()));
      if (logged.size() == FAULTS_MAX) {
        log.log(
            LogEvent.FILE_DAMAGE_NOT_LOGGED,
            field("message", FAULTS_MAX + " damaged files were logged; no more will be logged"));
      }
    }
  }
}
