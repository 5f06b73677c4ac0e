package credence.benchmarks.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;

/// Something that is done to a server again and again while it bears a load, on a thread of its
/// own.
final class Disturbance {
  private final String name;
  private final long everyMillis;
  private final Action action;
  private final AtomicInteger done = new AtomicInteger();
  private volatile boolean ended;

  /// @param name what it is called in the figures
  /// @param everyMillis from the beginning of one to the beginning of the next, at least
  Disturbance(String name, long everyMillis, Action action) {
    this.name = name;
    this.everyMillis = everyMillis;
    this.action = action;
  }

  /// What is done.
  interface Action {
    /// Does it.
    ///
    /// @param count how often it has been done before
    void act(int count) throws IOException, InterruptedException;
  }

  /// Starts doing it.
  ///
  /// @param afterMillis how long to wait before the first time
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

  /// Stops; says how often it was done as `key=value`.
  String end() {
    ended = true;
    return name + "=" + done.get();
  }
}
