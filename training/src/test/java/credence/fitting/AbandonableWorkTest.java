package credence.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credence.model.Result;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("Work that can be abandoned")
class AbandonableWorkTest {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);

  /// Work that does not check whether it is wanted.
  private Result<String> stubborn() {
    begun.countDown();
    awaitUninterruptibly(never);
    return Result.of("late");
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      LockSupport.parkNanos(1_000_000);
      boolean _ = Thread.interrupted();
    }
  }

  @Nested
  @DisplayName("that is wanted to its end")
  class Wanted {
    @Test
    void returnsItsResultFromAnotherThread() {
      AtomicReference<Thread> thread = new AtomicReference<>();
      Result<String> result =
          AbandonableWork.run(
              () -> {
                thread.set(Thread.currentThread());
                return Result.of("done");
              },
              () -> true);
      assertThat(result).isEqualTo(Result.of("done"));
      assertThat(thread.get()).isNotSameAs(Thread.currentThread());
    }

    @Test
    void throwsWhatItThrew() {
      assertThatThrownBy(
              () ->
                  AbandonableWork.run(
                      () -> {
                        throw new IllegalStateException("no rows");
                      },
                      () -> true))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("no rows");
      assertThatThrownBy(
              () ->
                  AbandonableWork.run(
                      () -> {
                        throw new OutOfMemoryError("heap");
                      },
                      () -> true))
          .isInstanceOf(OutOfMemoryError.class);
    }
  }

  @Nested
  @DisplayName("that is cancelled")
  class Cancelled {
    @Test
    void isAbandonedAlthoughItDoesNotCheck() {
      Result<String> result =
          AbandonableWork.run(AbandonableWorkTest.this::stubborn, () -> begun.getCount() > 0);
      assertThat(result).isInstanceOf(Result.Cancelled.class);
      assertThat(never.getCount()).isEqualTo(1);
      never.countDown();
    }

    @Test
    void mayEndByItselfFirst() {
      AtomicBoolean wanted = new AtomicBoolean(true);
      AtomicBoolean released = new AtomicBoolean();
      Result<String> result =
          AbandonableWork.run(
              () -> {
                wanted.set(false);
                released.set(true);
                return new Result.Cancelled<String>();
              },
              wanted::get);
      assertThat(result).isInstanceOf(Result.Cancelled.class);
      assertThat(released).isTrue();
    }

    @Test
    void isAbandonedByAnInterruptedThreadWhichStaysInterrupted() {
      Thread.currentThread().interrupt();
      try {
        assertThat(AbandonableWork.run(AbandonableWorkTest.this::stubborn, () -> true))
            .isInstanceOf(Result.Cancelled.class);
      } finally {
        assertThat(Thread.interrupted()).isTrue();
        never.countDown();
      }
    }
  }
}
