package credence.fitting;

import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The threads of a training or a comparison: parallel work on them, including parallel streams,
/// uses only these threads.
///
/// A thread that waits for the parts of its work executes parts of other work in the meantime; a
/// thread outside the pool would only wait.
public final class TrainingThreads implements AutoCloseable {
  private final ForkJoinPool pool;

  /// @param count how many, at least 1
  public TrainingThreads(int count) {
    this.pool = new ForkJoinPool(count);
  }

  /// How many there are.
  int count() {
    return pool.getParallelism();
  }

  /// Does work on these threads and waits for it, even if this thread is interrupted; the interrupt
  /// status is preserved.
  public <T extends @Nullable Object> T on(Supplier<T> work) {
    return pool.submit(work::get).join();
  }

  @Override
  public void close() {
    pool.close();
  }
}
