package credence.http;

import credence.http.plain.PlainAnswers;
import credence.http.server.RunningServer;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

/// An additional event loop of a server with a separate port, on which tests can run code.
public final class LoneLoop implements AutoCloseable {
  private static final long WAIT_MILLIS = 20_000;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final AtomicLong bytesForVertx = new AtomicLong();
  private final EventLoop listener;
  private final CompletableFuture<LoopState> state = new CompletableFuture<>();

  private LoneLoop(RunningServer server, int index) {
    ServerContext context = server.server.context();
    listener =
        new EventLoop(
            index,
            context,
            new Endpoint(
                "127.0.0.1",
                0,
                null,
                loop -> counting(new PlainAnswers(loop)),
                (loop, own) -> {
                  state.complete(loop);
                  return server.dispatcher(loop, own);
                }));
    try {
      Waiting.await(vertx.deployVerticle(listener), WAIT_MILLIS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  /// Counts the bytes that the plain path passes on to Vert.x.
  private Endpoint.Front counting(Endpoint.Front plain) {
    return (connection, state) -> {
      VertxInternals.insert(
          connection,
          new ChannelInboundHandlerAdapter() {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
              if (message instanceof ByteBuf bytes) {
                bytesForVertx.addAndGet(bytes.readableBytes());
              }
              context.fireChannelRead(message);
            }
          });
      plain.accept(connection, state);
    };
  }

  /// The number of bytes that the plain path has passed on to Vert.x, on all connections.
  public long bytesForVertx() {
    return bytesForVertx.get();
  }

  /// A loop that serves requests like those of the server.
  public static LoneLoop of(RunningServer server) {
    return new LoneLoop(server, 0);
  }

  /// A loop whose predictions fail, because it has the index of a loop without predictions.
  public static LoneLoop failing(RunningServer server) {
    return new LoneLoop(server, server.server.context().adminLoop());
  }

  /// A new connection.
  public static Connection connection() {
    return new Connection(false, System.nanoTime());
  }

  /// Runs code on the loop's thread, in a separate turn, and waits for the end of the turn.
  public <T> T call(Function<LoopState, T> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    run(
        loop -> {
          T made = work.apply(loop);
          loop.turn().afterEnd(() -> done.complete(made));
        },
        done);
    return done.join();
  }

  private void run(Consumer<LoopState> work, CompletableFuture<?> done) {
    LoopState loop = state.join();
    loop.later(
        () -> {
          try {
            work.accept(loop);
          } catch (RuntimeException | Error e) {
            done.completeExceptionally(e);
          }
        });
  }

  /// Sweeps the loop.
  ///
  /// @param aheadSeconds how far ahead of the clock the sweep is
  public void sweep(int aheadSeconds) {
    call(
        loop -> {
          Sweep.run(loop, System.nanoTime() + TimeUnit.SECONDS.toNanos(aheadSeconds));
          return true;
        });
  }

  public Socket socket() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), listener.port());
    socket.setSoTimeout(20_000);
    return socket;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
