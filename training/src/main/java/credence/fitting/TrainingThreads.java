package credence.fitting;

import java.util.concurrent.ForkJoinPool;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The threads of a training or a comparison: what is done on them in parallel, parallel streams
/// included, takes these threads and no others of the machine.
///
/// Work that waits for parts of itself does parts of others meanwhile, which it would not on a
/// thread from elsewhere.
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

  /// Does work on these threads and waits for it, also if this thread is interrupted: then it still
  /// is afterwards.
  public <T extends @Nullable Object> T on(Supplier<T> work) {
    return pool.submit(work::get).join();
  }

  @Override
  public void close() {
    pool.close();
  }
}
