package credence.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/// Connections beside the load that a server has to bear: idle ones, slow readers, slow writers.
final class Peers {
  private static final int RECEIVE_BUFFER_BYTES = 4_096;
  private static final long ROUND_NANOS = 100_000_000L;
  private static final int READ_BYTES = 16;
  private static final int PIPELINED = 64;

  private final InetSocketAddress address;
  private final byte[] request;
  private final List<Peer> slow = new ArrayList<>();
  private final List<SocketChannel> idle = new ArrayList<>();
  private int nextSlow;
  private long nextTickNanos;
  private int closedByServer;

  /// @param address the server
  /// @param request the request that they send
  Peers(InetSocketAddress address, byte[] request) {
    this.address = address;
    this.request = request;
  }

  /// A connection that is served a little at a time.
  private interface Peer {
    /// Does the next little.
    ///
    /// @return whether the connection is still open
    boolean step() throws IOException;
  }

  /// Opens connections that are answered once and then rest.
  void openIdle(int count) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(65_536);
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open(address);
      channel.write(ByteBuffer.wrap(request));
      if (channel.read(answer.clear()) <= 0) {
        throw new IOException("an idle connection was not answered");
      }
      channel.configureBlocking(false);
      idle.add(channel);
    }
  }

  /// Opens connections that ask 64 times for a large answer and read 16 bytes ten times a second:
  /// more than the sockets' buffers hold, so that the server has to wait for them.
  ///
  /// @param large a request whose answer is large
  void openSlowReaders(int count, byte[] large) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open();
      channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
      channel.connect(address);
      channel.configureBlocking(false);
      ByteBuffer requests = ByteBuffer.allocate(large.length * PIPELINED);
      for (int k = 0; k < PIPELINED; k++) {
        requests.put(large);
      }
      requests.flip();
      ByteBuffer answer = ByteBuffer.allocate(READ_BYTES);
      slow.add(
          () -> {
            channel.write(requests);
            return channel.read(answer.clear()) >= 0;
          });
    }
  }

  /// Opens connections that send a request by a byte ten times a second.
  void openSlowWriters(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open(address);
      channel.configureBlocking(false);
      ByteBuffer left = ByteBuffer.wrap(request);
      ByteBuffer answer = ByteBuffer.allocate(4_096);
      slow.add(
          () -> {
            int limit = left.limit();
            left.limit(left.position() + 1);
            channel.write(left);
            left.limit(limit);
            if (!left.hasRemaining()) {
              left.rewind();
            }
            return channel.read(answer.clear()) >= 0;
          });
    }
  }

  /// Lets the next slow connection do its little, when its time has come.
  void tick(long nowNanos) {
    if (slow.isEmpty() || nowNanos < nextTickNanos) {
      return;
    }
    nextTickNanos = nowNanos + ROUND_NANOS / slow.size();
    nextSlow = (nextSlow + 1) % slow.size();
    boolean open;
    try {
      open = slow.get(nextSlow).step();
    } catch (IOException reset) {
      open = false;
    }
    if (!open) {
      slow.remove(nextSlow);
      nextSlow = 0;
      closedByServer++;
    }
  }

  /// How many slow connections the server has closed, and how many idle ones.
  int closedByServer() throws IOException {
    ByteBuffer rest = ByteBuffer.allocate(65_536);
    int closedIdle = 0;
    for (SocketChannel channel : idle) {
      if (channel.read(rest.clear()) < 0) {
        closedIdle++;
      }
    }
    return closedByServer + closedIdle;
  }
}
