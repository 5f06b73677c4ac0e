package credence.benchmarks.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/// A connection of the load generator: sends the same request repeatedly and records when each
/// outstanding request was due.
final class LoadConnection {
  private final InetSocketAddress address;
  private final Selector selector;
  private final ByteBuffer requests;
  private final int requestBytes;
  private final long[] due;
  private final long[] sent;
  private final LoadFigures figures;
  private SocketChannel channel;
  private SelectionKey key;
  private ResponseReader reader = new ResponseReader();
  private int first;
  private int outstanding;
  private int unsent;
  private int bytesOfFirstUnsent;
  private boolean closing;

  /// Opens a connection.
  ///
  /// @param requests as many copies of the request as may be outstanding at a time
  /// @param requestBytes the length of one request
  /// @param pipeline the maximum number of outstanding requests
  LoadConnection(
      InetSocketAddress address,
      Selector selector,
      ByteBuffer requests,
      int requestBytes,
      int pipeline,
      LoadFigures figures)
      throws IOException {
    this.address = address;
    this.selector = selector;
    this.requests = requests.duplicate();
    this.requestBytes = requestBytes;
    this.due = new long[pipeline];
    this.sent = new long[pipeline];
    this.figures = figures;
    this.channel = SocketChannel.open(address);
    this.key = register();
  }

  private SelectionKey register() throws IOException {
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    return channel.register(selector, SelectionKey.OP_READ, this);
  }

  /// The number of requests that may be sent now.
  int room() {
    return due.length - outstanding;
  }

  /// The number of requests that are outstanding or not sent yet.
  int outstanding() {
    return outstanding;
  }

  /// When an outstanding request was due.
  ///
  /// @param place its place, from 0, below [#outstanding()]
  long dueNanos(int place) {
    return due[(first + place) % due.length];
  }

  /// Adds a request for the next [#flush(long)]; there must be room.
  void add(long dueNanos) {
    due[(first + outstanding) % due.length] = dueNanos;
    outstanding++;
    unsent++;
  }

  /// Sends added requests, as many as the socket accepts.
  void flush(long nowNanos) throws IOException {
    if (unsent == 0) {
      return;
    }
    requests.limit(unsent * requestBytes).position(bytesOfFirstUnsent);
    channel.write(requests);
    int wholeRequests = requests.position() / requestBytes;
    bytesOfFirstUnsent = requests.position() % requestBytes;
    for (int i = 0; i < wholeRequests; i++) {
      int place = (first + outstanding - unsent) % due.length;
      sent[place] = nowNanos;
      figures.sent(due[place], nowNanos);
      unsent--;
    }
    int wanted = unsent > 0 ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    if (key.interestOps() != wanted) {
      key.interestOps(wanted);
    }
  }

  /// Reads available responses.
  ///
  /// @param buffer for reading, shared by all connections
  /// @return the number of completed responses
  int read(ByteBuffer buffer) throws IOException, ResponseReader.Malformed {
    reader.prepare(buffer);
    int read = channel.read(buffer);
    if (read < 0) {
      throw new IOException("closed by the server");
    }
    long now = System.nanoTime();
    int before = outstanding;
    reader.take(buffer, (status, closes) -> answered(status, closes, now));
    int answered = before - outstanding;
    if (closing) {
      reopen();
    }
    return answered;
  }

  private void answered(int status, boolean closes, long now) {
    if (outstanding == unsent) {
      figures.failed(1);
      return;
    }
    figures.answered(due[first], sent[first], now, status);
    first = (first + 1) % due.length;
    outstanding--;
    closing |= closes;
  }

  /// Abandons pending requests and reconnects.
  ///
  /// @return the number of abandoned requests
  int fail() throws IOException {
    int lost = outstanding;
    figures.failed(lost);
    outstanding = 0;
    unsent = 0;
    reopen();
    return lost;
  }

  /// Connects anew; what was sent but not answered before the server closed is sent again.
  private void reopen() throws IOException {
    close();
    closing = false;
    reader = new ResponseReader();
    unsent = outstanding;
    bytesOfFirstUnsent = 0;
    channel = SocketChannel.open(address);
    key = register();
    figures.reconnected();
    flush(System.nanoTime());
  }

  /// Closes it.
  void close() throws IOException {
    key.cancel();
    channel.close();
  }

  @Override
  public String toString() {
    return "connection to " + address;
  }
}
