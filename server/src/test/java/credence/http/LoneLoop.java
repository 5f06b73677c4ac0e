package credence.http;

import credence.http.plain.PlainAnswers;
import credence.http.server.RunningServer;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/// One more event loop of a server, with a port of its own, on which a test can have things done.
public final class LoneLoop implements AutoCloseable {
  private static final long WAIT_MILLIS = 20_000;

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
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
                PlainAnswers::new,
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

  /// A loop that answers as the server's own do.
  public static LoneLoop of(RunningServer server) {
    return new LoneLoop(server, 0);
  }

  /// A loop whose predictions fail, since it has the number of one that predicts nothing.
  public static LoneLoop failing(RunningServer server) {
    return new LoneLoop(server, server.server.context().adminLoop());
  }

  /// A connection that was just opened.
  public static Connection connection() {
    return new Connection(false, System.nanoTime());
  }

  /// Has something done on the loop's thread, in a turn of its own, and waits for the turn's end.
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
