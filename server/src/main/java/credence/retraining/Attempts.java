package credence.retraining;

import static credence.logging.Field.field;

import credence.files.FileFailure;
import credence.logging.EventLog;
import credence.registry.RegistryException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Runs a step repeatedly and logs a failure once, until the step succeeds or fails for another
/// reason. Not thread-safe.
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
    void run() throws IOException;
  }

  /// Runs a step and logs its failure.
  void attempt(Step step) {
    try {
      step.run();
      lastFailure = null;
    } catch (IOException e) {
      failed(FileFailure.words(e));
    } catch (RegistryException e) {
      failed(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      if (!e.getClass().getName().equals(lastFailure)) {
        log.unexpected("retraining-failed", e);
      }
      lastFailure = e.getClass().getName();
    }
  }

  private void failed(String message) {
    if (!message.equals(lastFailure)) {
      log.warning("retraining-in-trouble", field("message", message));
    }
    lastFailure = message;
  }
}
