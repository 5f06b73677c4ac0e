package credence.logging;

import static credence.logging.Field.field;

import credence.model.Fault;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Logs what is wrong with files, each fault once however often the file is met.
public final class DamageLog {
  /// How many different faults are logged.
  static final int FAULTS_MAX = 1_000;

  private final EventLog log;
  private final Set<String> logged = ConcurrentHashMap.newKeySet();

  /// A log of damage that writes to the server's.
  public DamageLog(EventLog log) {
    this.log = log;
  }

  /// Logs a fault, unless it was logged before.
  public void log(Fault fault) {
    if (logged.size() < FAULTS_MAX && logged.add(fault.message())) {
      log.warning("file-damaged", field("message", fault.message()));
      if (logged.size() == FAULTS_MAX) {
        log.warning(
            "file-damage-not-logged",
            field("message", FAULTS_MAX + " damaged files were logged; further ones are not"));
      }
    }
  }
}
