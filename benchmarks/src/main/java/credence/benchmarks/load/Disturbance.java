package credence.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/// An action that is repeated against a server under load, on a separate thread.
final class Disturbance {
  private final String name;
  private final long everyMillis;
  private final Action action;
  private final AtomicInteger done = new AtomicInteger();
  private volatile boolean ended;

  /// @param name its name in the results
  /// @param everyMillis the minimum time between the starts of two executions
  Disturbance(String name, long everyMillis, Action action) {
    this.name = name;
    this.everyMillis = everyMillis;
    this.action = action;
  }

  /// The action.
  interface Action {
    /// Does it.
    ///
    /// @param count how often it has been done before
    void act(int count) throws IOException, InterruptedException;
  }

  /// Starts the repetition.
  ///
  /// @param afterMillis the delay before the first execution
  void start(long afterMillis) {
    Thread.ofPlatform().daemon().name(name).start(() -> run(afterMillis));
  }

  private void run(long afterMillis) {
    try {
      Thread.sleep(afterMillis);
      while (!ended) {
        long before = System.nanoTime();
        action.act(done.get());
        done.incrementAndGet();
        long tookMillis = (System.nanoTime() - before) / 1_000_000;
        Thread.sleep(Math.max(0, everyMillis - tookMillis));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Stops; returns the number of executions as `key=value`.
  String end() {
    ended = true;
    return name + "=" + done.get();
  }
}
