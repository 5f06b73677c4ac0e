package credence.fitting;

import credence.model.Result;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs work that stores nothing on a separate thread, so that it can be cancelled within a second
/// whatever it is doing.
///
/// Cancelled work has a moment to end by itself, which work that checks for it uses to release what
/// it holds. Then it is abandoned: its thread ends when it next checks whether it is wanted, or
/// with the process. So the work must not write to the home, and its result is discarded.
public final class AbandonableWork {
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration GRACE = Duration.ofMillis(400);

  private AbandonableWork() {}

  /// Runs work to its end and returns its result, or throws what it threw.
  ///
  /// @param wanted called repeatedly, on this thread; returns whether to continue
  /// @return cancelled if `wanted` returned false, or this thread was interrupted, before the end;
  ///   the interrupt status is preserved
  public static <T> Result<T> run(Supplier<Result<T>> work, BooleanSupplier wanted) {
    Outcome<T> outcome = new Outcome<>();
    Thread worker =
        Thread.ofPlatform().daemon().name("credence-work").start(() -> outcome.of(work));
    try {
      while (!worker.join(POLL)) {
        if (!wanted.getAsBoolean() && !worker.join(GRACE)) {
          return new Result.Cancelled<>();
        }
      }
    } catch (InterruptedException e) {
      worker.interrupt();
      Thread.currentThread().interrupt();
      return new Result.Cancelled<>();
    }
    return outcome.get();
  }

  /// What work returned or threw.
  private static final class Outcome<T> {
    private final AtomicReference<@Nullable Result<T>> result = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();

    /// Runs the work. Nothing is thrown on its thread, where it would be lost.
    void of(Supplier<Result<T>> work) {
      try {
        result.set(work.get());
      } catch (RuntimeException | Error e) {
        thrown.set(e);
      }
    }

    Result<T> get() {
      switch (thrown.get()) {
        case RuntimeException e -> throw e;
        case Error e -> throw e;
        case null, default -> {}
      }
      Result<T> value = result.get();
      if (value == null) {
        throw new IllegalStateException("the work has neither returned nor thrown");
      }
      return value;
    }
  }
}
