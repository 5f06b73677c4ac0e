package credence.http;

import io.netty.channel.SingleThreadEventLoop;
import org.jspecify.annotations.Nullable;

/// One turn of an event loop: the answers to all requests that were readable at once, of all
/// connections, leave together at its end. So whatever has to happen before an answer leaves can be
/// done once for all of them. Only the loop's thread touches it.
final class Turn {
  /// How many connections may wait for the end; when there are more, those that do wait no longer.
  private static final int WAITING_MAX = 64;

  private final SingleThreadEventLoop loop;
  private final @Nullable Runnable[] waiting = new Runnable[WAITING_MAX];
  private final Runnable end = this::end;
  private int size;

  Turn(SingleThreadEventLoop loop) {
    this.loop = loop;
  }

  /// Has a connection's answers leave when the turn ends.
  ///
  /// @param departure sends them
  void atEnd(Runnable departure) {
    if (size == 0) {
      loop.executeAfterEventLoopIteration(end);
    } else if (size == WAITING_MAX) {
      end();
    }
    waiting[size++] = departure;
  }

  private void end() {
    int count = size;
    size = 0;
    for (int i = 0; i < count; i++) {
      Runnable departure = waiting[i];
      waiting[i] = null;
      if (departure != null) {
        departure.run();
      }
    }
  }
}
