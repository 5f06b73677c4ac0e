package credence.http.admin;

import credence.files.FileFailure;
import credence.http.Exchange;
import credence.http.head.MediaTypes;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.registry.RegistryException;
import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Does what requests of the admin port ask for, on threads of its own: it may wait for a disk or a
/// lock there. A few at a time; some more wait; the others are answered that the server is busy.
final class AdminWorkers implements AutoCloseable {
  private static final CharSequence HTML = AsciiString.cached(MediaTypes.HTML + "; charset=utf-8");

  static final int THREADS = 4;
  static final int WAITING_MAX = 64;
  private static final long WORK_MILLIS = 60_000;
  private static final long CLOSE_SECONDS = 5;

  private final ThreadPoolExecutor threads;

  AdminWorkers() {
    this("credence-admin-", THREADS, WAITING_MAX);
  }

  /// Workers of a kind.
  ///
  /// @param name how their names begin
  /// @param count how many there are
  /// @param waitingMax how many requests may wait for one
  AdminWorkers(String name, int count, int waitingMax) {
    threads =
        new ThreadPoolExecutor(
            count,
            count,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(waitingMax),
            Thread.ofPlatform().daemon().name(name, 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /// Something that may wait for a disk or a lock.
  @FunctionalInterface
  interface Work<T> {
    /// Does it.
    T make() throws IOException;
  }

  /// Has an exchange answered by what some work makes.
  void answer(Exchange exchange, Work<Reply> work) {
    run(exchange, work, reply -> send(exchange, reply), () -> {});
  }

  /// Has some work done for an exchange. If it fails, the exchange is answered with the reason.
  ///
  /// @param then takes what the work made, on the exchange's event loop
  /// @param failed called there instead if it failed, or was not begun
  <T> void run(Exchange exchange, Work<T> work, Consumer<T> then, Runnable failed) {
    exchange.extendDeadline(WORK_MILLIS);
    try {
      threads.execute(
          () -> {
            Runnable next = attempt(exchange, work, then, failed);
            exchange.loop().later(() -> exchange.guard(next));
          });
    } catch (RejectedExecutionException full) {
      failed.run();
      exchange.problem(
          Problem.of(ProblemType.OVERLOADED, "too many requests wait on this port; try again"));
    }
  }

  private static <T> Runnable attempt(
      Exchange exchange, Work<T> work, Consumer<T> then, Runnable failed) {
    try {
      T made = work.make();
      return () -> then.accept(made);
    } catch (RegistryException | IOException e) {
      String why = e instanceof IOException io ? FileFailure.words(io) : e.getMessage();
      return () -> {
        failed.run();
        exchange.problem(Problem.of(ProblemType.STORAGE_UNAVAILABLE, String.valueOf(why)));
      };
    } catch (RuntimeException e) {
      return () -> {
        failed.run();
        exchange.fail(e);
      };
    }
  }

  /// Answers an exchange, unless it is over.
  static void send(Exchange exchange, Reply reply) {
    if (exchange.isOver()) {
      return;
    }
    reply.headers().forEach((name, value) -> exchange.response().putHeader(name, value));
    switch (reply) {
      case Reply.Json json -> exchange.json(json.status(), json.content());
      case Reply.Html page -> exchange.answer(200, HTML, Buffer.buffer(page.html()));
      case Reply.Rejected rejected -> exchange.problem(rejected.problem());
    }
  }

  /// Takes no more work and waits a little for what is being done.
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException stopped) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
