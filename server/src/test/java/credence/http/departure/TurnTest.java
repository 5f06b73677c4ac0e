package credence.http.departure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.nio.NioIoHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A turn of an event loop")
class TurnTest {
  private final SingleThreadEventLoop loop =
      (SingleThreadEventLoop) new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory()).next();
  private final AtomicLong millis = new AtomicLong();
  private final Turn turn =
      new Turn(loop, 5_000, () -> TimeUnit.MILLISECONDS.toNanos(millis.get()));
  private final List<Integer> departed = new ArrayList<>();

  @AfterEach
  void end() {
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private List<Integer> atOnce(int connections) {
    return loop.submit(
            () -> {
              for (int i = 0; i < connections; i++) {
                int number = i;
                turn.atEnd(() -> departed.add(number));
              }
              return List.copyOf(departed);
            })
        .syncUninterruptibly()
        .getNow();
  }

  private void awaitDeparted(int connections) {
    List<Integer> all = IntStream.range(0, connections).boxed().toList();
    await().until(() -> loop.submit(() -> List.copyOf(departed)).get(), all::equals);
  }

  @Test
  @DisplayName("sends its answers together at its end, in order")
  void together() {
    assertThat(atOnce(10)).isEmpty();
    awaitDeparted(10);
    assertThat(atOnce(0)).hasSize(10);
  }

  @Test
  @DisplayName("sends no answer before its end and loses none, however many there are")
  void many() {
    assertThat(atOnce(200)).isEmpty();
    awaitDeparted(200);
  }

  @Test
  @DisplayName("hands over its records before it sends an answer")
  void handedOver() {
    loop.submit(() -> turn.beforeDeparture(() -> departed.add(0))).syncUninterruptibly();
    loop.submit(() -> turn.atEnd(() -> departed.add(1))).syncUninterruptibly();
    awaitDeparted(2);
  }

  @Test
  @DisplayName("loses no answer that is added while others are sent")
  void nested() {
    loop.submit(
            () -> {
              turn.atEnd(
                  () -> {
                    turn.atEnd(() -> departed.add(1));
                    turn.atEnd(() -> departed.add(2));
                  });
              turn.atEnd(() -> departed.add(0));
            })
        .syncUninterruptibly();
    awaitDeparted(3);
  }

  @Test
  @DisplayName("runs deferred steps after its answers have been sent")
  void afterwards() {
    loop.submit(
            () -> {
              turn.afterEnd(() -> departed.add(1));
              turn.atEnd(() -> turn.atEnd(() -> departed.add(0)));
            })
        .syncUninterruptibly();
    awaitDeparted(2);
  }

  /// How many of some requests that come in one turn, and take 1 ms each to answer and nothing to
  /// refuse, are admitted; returns when the turn is over.
  private int admitted(int requests) {
    CompletableFuture<Integer> admitted = new CompletableFuture<>();
    loop.execute(
        () -> {
          int count = 0;
          for (int i = 0; i < requests; i++) {
            if (turn.admits()) {
              millis.incrementAndGet();
              count++;
            }
          }
          int all = count;
          turn.afterEnd(() -> admitted.complete(all));
        });
    return admitted.join();
  }

  @Test
  @DisplayName("is spent when its time is over, whatever used it, and the next one is not")
  void spent() {
    boolean[] spent =
        loop.submit(
                () -> {
                  boolean atFirst = turn.isSpentNow();
                  millis.addAndGet(5);
                  return new boolean[] {atFirst, turn.isSpentNow()};
                })
            .syncUninterruptibly()
            .getNow();
    assertThat(spent).containsExactly(false, true);
    await().until(() -> !loop.submit(turn::isSpentNow).get());
  }

  @Test
  @DisplayName("is limited in time once turns have been too long for 100 ms")
  void overload() {
    int turns = 0;
    while (admitted(8) == 8) {
      turns++;
    }
    assertThat(turns).isEqualTo(14); // The first ends after 8 ms, the fourteenth 104 ms later.
    assertThat(admitted(8)).isEqualTo(5);
    assertThat(admitted(3)).isEqualTo(3);
    assertThat(admitted(8)).isEqualTo(8);
  }

  @Test
  @DisplayName("rejects no requests that accumulated during a pause of the machine")
  void afterPause() {
    loop.submit(
            () -> {
              turn.admits();
              millis.addAndGet(400);
            })
        .syncUninterruptibly();
    assertThat(admitted(90)).isEqualTo(90);
    assertThat(admitted(4)).isEqualTo(4);
  }

  @Test
  @DisplayName("starts over after a pause without requests")
  void pauseWithoutRequests() {
    while (admitted(8) == 8) {}
    millis.addAndGet(100);
    assertThat(admitted(8)).isEqualTo(8);
  }
}
