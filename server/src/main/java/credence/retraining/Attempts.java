package credence.retraining;

import static credence.logging.Field.field;

import credence.files.FileFailure;
import credence.logging.EventLog;
import credence.registry.RegistryException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Does the same thing again and again, and says once what keeps it from being done, until it was
/// done or something else does. Not safe for use by several threads.
final class Attempts {
  private final EventLog log;
  private @Nullable String trouble;

  Attempts(EventLog log) {
    this.log = log;
  }

  /// Something that may fail for now.
  @FunctionalInterface
  interface Step {
    /// Does it.
    void run() throws IOException;
  }

  /// Does something.
  void attempt(Step step) {
    try {
      step.run();
      trouble = null;
    } catch (IOException e) {
      inTrouble(FileFailure.words(e));
    } catch (RegistryException e) {
      inTrouble(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      if (!e.getClass().getName().equals(trouble)) {
        log.unexpected("retraining-failed", e);
      }
      trouble = e.getClass().getName();
    }
  }

  /// Says what keeps it from being done, unless that was the last thing said.
  void inTrouble(String message) {
    if (!message.equals(trouble)) {
      log.warning("retraining-in-trouble", field("message", message));
    }
    trouble = message;
  }
}
