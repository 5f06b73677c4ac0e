package credence.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The threads of a run")
class TrainingThreadsTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5})
  void areAllThatParallelStreamsWorkOn(int count) {
    Set<Thread> seen = ConcurrentHashMap.newKeySet();
    try (TrainingThreads threads = new TrainingThreads(count)) {
      assertThat(threads.count()).isEqualTo(count);
      int sum =
          threads.on(
              () ->
                  IntStream.range(0, 10_000)
                      .parallel()
                      .map(
                          i -> {
                            seen.add(Thread.currentThread());
                            return i % 3;
                          })
                      .sum());
      assertThat(sum).isEqualTo(9999);
    }
    assertThat(seen).hasSizeBetween(1, count).doesNotContain(Thread.currentThread());
  }

  @Test
  void leaveAnInterruptedThreadInterrupted() {
    try (TrainingThreads threads = new TrainingThreads(1)) {
      Thread.currentThread().interrupt();
      assertThat(threads.on(() -> 7)).isEqualTo(7);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void handOnWhatWentWrong() {
    try (TrainingThreads threads = new TrainingThreads(2)) {
      assertThatThrownBy(
              () ->
                  threads.on(
                      () -> {
                        throw new IllegalStateException("no rows");
                      }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("no rows");
    }
  }
}
