package credence.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Many bad clients of one kind on a separate thread. A connection that the server closes is opened
/// again, at a limited rate, until the clients are closed.
final class BadClients implements AutoCloseable {
  private static final int REOPENED_PER_STEP_MAX = 20;
  private static final long STEP_MILLIS = 10;
  private static final int SLOW_READ_BYTES = 256;
  private static final int RECEIVE_BUFFER_BYTES = 8 << 10;

  /// The maximum number of connections from one address of the clients, whose ports are chosen by
  /// the system from some 28,000.
  private static final int CONNECTIONS_PER_ADDRESS = 4_096;

  private final int port;
  private final ByteBuffer request;
  private final boolean ends;
  private final BadManner manner;
  private final int connections;
  private final Selector selector;
  private final Thread thread;
  private final ByteBuffer read = ByteBuffer.allocateDirect(1 << 16);
  private final CountDownLatch opened = new CountDownLatch(1);
  private final AtomicLong closedByServer = new AtomicLong();
  private final Semaphore ended = new Semaphore(0);
  private final List<Client> clients = new ArrayList<>();
  private volatile boolean over;

  private BadClients(
      int port,
      BadRequest kind,
      BadManner manner,
      String query,
      int connections,
      Selector selector) {
    this.port = port;
    this.request = ByteBuffer.wrap(kind.bytes(query));
    this.ends = kind.ends();
    this.manner = manner;
    this.connections = connections;
    this.selector = selector;
    this.thread = Thread.ofPlatform().daemon().name("bad-clients").unstarted(this::run);
  }

  /// Opens connections to a server on this machine, and waits until all were opened once.
  static BadClients open(int port, BadRequest kind, BadManner manner, String query, int connections)
      throws IOException, InterruptedException {
    BadClients clients = new BadClients(port, kind, manner, query, connections, Selector.open());
    clients.thread.start();
    if (!clients.opened.await(60, TimeUnit.SECONDS)) {
      throw new IOException("the connections could not be opened");
    }
    return clients;
  }

  /// The number of connections that the server has closed.
  long closedByServer() {
    return closedByServer.get();
  }

  private void run() {
    for (int i = 0; i < connections; i++) {
      Client client = new Client(i);
      clients.add(client);
      client.open();
    }
    opened.countDown();
    long nextStep = System.nanoTime();
    int next = 0;
    while (!over) {
      try {
        selector.select(STEP_MILLIS);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      selector.selectedKeys().forEach(key -> ((Link) key.attachment()).ready());
      selector.selectedKeys().clear();
      if (System.nanoTime() - nextStep >= 0) {
        nextStep = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STEP_MILLIS);
        next = step(next);
      }
    }
    clients.forEach(Client::close);
    ended.release();
  }

  /// Opens some of the closed connections again and lets some of the slow ones go on, in turn.
  ///
  /// @return the index of the next connection
  private int step(int from) {
    int reopened = 0;
    int at = from;
    int most = Math.min(connections, 256);
    for (int i = 0; i < most && reopened < REOPENED_PER_STEP_MAX; i++) {
      Client client = clients.get(at);
      at = (at + 1) % connections;
      if (client.isOpen()) {
        client.goOnSlowly();
      } else {
        reopened++;
        client.open();
      }
    }
    return at;
  }

  @Override
  public void close() throws IOException {
    over = true;
    selector.wakeup();
    ended.acquireUninterruptibly();
    selector.close();
  }

  /// One connection, which is opened again when it was closed.
  private final class Client {
    private final int index;
    private @Nullable Link link;

    Client(int index) {
      this.index = index;
    }

    boolean isOpen() {
      return link != null && link.channel.isOpen();
    }

    void open() {
      try {
        link = new Link(SocketChannel.open(), index);
      } catch (IOException e) {
        link = null;
      }
    }

    void goOnSlowly() {
      if (link != null) {
        link.goOnSlowly();
      }
    }

    void close() {
      if (link != null) {
        link.close();
      }
    }
  }

  /// An open connection.
  private final class Link {
    private final ByteBuffer unsent = request.duplicate();
    private final SocketChannel channel;
    private final SelectionKey key;

    Link(SocketChannel channel, int index) throws IOException {
      this.channel = channel;
      try {
        if (readsNothing()) {
          channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
        }
        if (connections > CONNECTIONS_PER_ADDRESS) {
          byte[] own = {127, 0, 0, (byte) (2 + index / CONNECTIONS_PER_ADDRESS)};
          channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
          channel.bind(new InetSocketAddress(InetAddress.getByAddress(own), 0));
        }
        channel.configureBlocking(false);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        key = channel.register(selector, SelectionKey.OP_CONNECT, this);
      } catch (IOException e) {
        channel.close();
        throw e;
      }
    }

    private boolean readsNothing() {
      return manner == BadManner.UNREAD || manner == BadManner.SLOW_READING;
    }

    void ready() {
      try {
        if (key.isConnectable() && channel.finishConnect()) {
          key.interestOps(interest());
        } else if (key.isValid()) {
          if (key.isReadable()) {
            read();
          }
          if (key.isValid() && key.isWritable()) {
            send();
          }
        }
      } catch (IOException e) {
        closedByServer.incrementAndGet();
        close();
      }
    }

    private int interest() {
      int reads = readsNothing() ? 0 : SelectionKey.OP_READ;
      int writes =
          manner == BadManner.SLOW_SENDING || !unsent.hasRemaining() ? 0 : SelectionKey.OP_WRITE;
      return reads | writes;
    }

    private void read() throws IOException {
      read.clear();
      if (manner == BadManner.SLOW_READING) {
        read.limit(SLOW_READ_BYTES);
      }
      if (channel.read(read) < 0) {
        closedByServer.incrementAndGet();
        close();
      }
    }

    private void send() throws IOException {
      channel.write(unsent);
      if (unsent.hasRemaining()) {
        return;
      }
      if (manner == BadManner.HALF_CLOSED) {
        channel.shutdownOutput();
      } else if (ends) {
        unsent.clear();
        return;
      }
      key.interestOps(interest());
    }

    /// Sends or reads a little, if the client is slow.
    void goOnSlowly() {
      if (!channel.isConnected()) {
        return;
      }
      try {
        if (manner == BadManner.SLOW_SENDING && unsent.hasRemaining()) {
          int end = unsent.limit();
          unsent.limit(unsent.position() + 1);
          channel.write(unsent);
          unsent.limit(end);
        } else if (manner == BadManner.SLOW_READING) {
          read();
        }
      } catch (IOException e) {
        closedByServer.incrementAndGet();
        close();
      }
    }

    void close() {
      try {
        channel.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
