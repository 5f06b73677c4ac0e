package credence.http;

import credence.http.departure.HeldBytes;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/// Input of a connection that cannot be passed on yet. Bytes are counted before they are held.
final class HeldInput {
  private static final int GROWTH_BYTES_MAX = 1024;

  private final HeldBytes held;
  private @Nullable ByteBuf bytes;

  HeldInput(HeldBytes held) {
    this.held = held;
  }

  /// The held bytes; null if there are none.
  @Nullable ByteBuf bytes() {
    return bytes;
  }

  /// Whether nothing is held.
  boolean isEmpty() {
    return bytes == null;
  }

  /// Holds more bytes.
  ///
  /// @return false if there is no room for them
  boolean add(ByteBuf more) {
    ByteBuf before = bytes;
    if (before == null) {
      int size = more.readableBytes();
      if (!held.request(size)) {
        return false;
      }
      bytes = Unpooled.buffer(size).writeBytes(more);
      return true;
    }
    before.discardReadBytes();
    int needed = before.readableBytes() + more.readableBytes();
    int capacity = before.capacity();
    if (needed > capacity) {
      int larger = Math.max(needed, Math.min(2 * capacity, capacity + GROWTH_BYTES_MAX));
      if (!held.request(larger - capacity)) {
        return false;
      }
      before.capacity(larger);
    }
    before.writeBytes(more);
    return true;
  }

  /// The number of bytes counted.
  long size() {
    ByteBuf now = bytes;
    return now == null ? 0 : now.capacity();
  }

  /// Releases all held bytes.
  void clear() {
    ByteBuf before = bytes;
    if (before != null) {
      bytes = null;
      held.request(-before.capacity());
      before.release();
    }
  }
}
