package credence.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.SocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("One turn of an event loop with many connections")
class EntranceTest {
  private static final long TASK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  /// The tasks, of a millisecond each, that an event loop of Netty runs before it reads.
  private static final int TASKS_OF_NETTY = 1_000;

  private static final int BYTES = 1 << 20;

  private static final Entrance OPEN = new ConnectionLimit(Integer.MAX_VALUE >> 1);

  private final AtomicInteger largestRead = new AtomicInteger();
  private final AtomicInteger readAtOnce = new AtomicInteger();
  private final EventLoopGroup loops =
      new VertxInternals.Accepting(OPEN).eventLoopGroup(0, 1, Executors.defaultThreadFactory(), 50);

  /// Answers with a byte once a number of bytes has arrived on a connection.
  private final class Reads extends ChannelInboundHandlerAdapter {
    private final int asked;
    private int reads;
    private int bytes;

    Reads(int asked) {
      this.asked = asked;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf read = (ByteBuf) message;
      reads++;
      bytes += read.readableBytes();
      largestRead.accumulateAndGet(read.readableBytes(), Math::max);
      if (bytes >= asked) {
        var _ = context.writeAndFlush(read.clear().writeByte(1));
      } else {
        read.release();
      }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
      readAtOnce.accumulateAndGet(reads, Math::max);
      reads = 0;
    }
  }

  @AfterEach
  void close() throws InterruptedException {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
  }

  private int listen(int asked) throws InterruptedException {
    ChannelFactory<ServerChannel> factory = () -> new VertxInternals.Listener(OPEN);
    Channel listener =
        new ServerBootstrap()
            .group(loops)
            .channelFactory(factory)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel connection) {
                    connection.pipeline().addLast(new Reads(asked));
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
    return ((InetSocketAddress) listener.localAddress()).getPort();
  }

  private static void ask(int port, int bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.getOutputStream().write(new byte[bytes]);
      assertThat(socket.getInputStream().read()).isEqualTo(1);
    }
  }

  @Test
  @DisplayName("reads although there are always more tasks")
  void tasks() throws IOException, InterruptedException {
    int port = listen(1);
    AtomicInteger tasks = new AtomicInteger();
    AtomicBoolean answered = new AtomicBoolean();
    Runnable busy =
        new Runnable() {
          @Override
          public void run() {
            long end = System.nanoTime() + TASK_NANOS;
            while (System.nanoTime() - end < 0) {
              Thread.onSpinWait();
            }
            if (tasks.incrementAndGet() <= TASKS_OF_NETTY && !answered.get()) {
              loops.execute(this);
            }
          }
        };
    loops.execute(busy);
    ask(port, 1);
    answered.set(true);
    assertThat(tasks.get()).isBetween(1, TASKS_OF_NETTY);
  }

  @Test
  @DisplayName("reads each connection once and only up to the limit")
  void reads() throws IOException, InterruptedException {
    int port = listen(BYTES);
    ask(port, BYTES);
    assertThat(readAtOnce).hasValue(1);
    assertThat(largestRead.get()).isBetween(1, 1 << 14);
  }
}
