package credence.retraining;

import static credence.logging.Field.field;

import credence.files.FileFailure;
import credence.logging.EventLog;
import credence.logging.LogEvent;
import credence.registry.RegistryException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Runs a step repeatedly and logs a failure once, until the step succeeds, which is logged as
/// well, or fails for another reason. Not thread-safe.
final class Attempts {
  private final EventLog log;
  private @Nullable String lastFailure;

  Attempts(EventLog log) {
    this.log = log;
  }

  /// A step that may fail temporarily.
  @FunctionalInterface
  interface Step {
    /// Runs the step.
    ///
    /// @return false if it did nothing because an earlier failure is retried later
    boolean run() throws IOException;
  }

  /// Runs a step and logs its failure.
  void attempt(Step step) {
    try {
      if (step.run() && lastFailure != null) {
        log.log(LogEvent.RETRAINING_RECOVERED);
        lastFailure = null;
      }
    } catch (IOException e) {
      failed(FileFailure.words(e));
    } catch (RegistryException e) {
      failed(e.getMessage());
    } catch (RuntimeException e) {
      if (!e.getClass().getName().equals(lastFailure)) {
        log.unexpected(LogEvent.RETRAINING_FAILED, e);
      }
      lastFailure = e.getClass().getName();
    }
  }

  private void failed(String message) {
    if (!message.equals(lastFailure)) {
      log.log(LogEvent.RETRAINING_IN_TROUBLE, field("message", message));
    }
    lastFailure = message;
  }
}
