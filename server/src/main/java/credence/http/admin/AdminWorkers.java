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

/// Executes requests of the admin port on separate threads, which may block on disks and locks. The
/// numbers of concurrent and waiting requests are limited; beyond them, requests are rejected.
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

  /// Creates workers.
  ///
  /// @param name the prefix of the threads' names
  /// @param count the number of threads
  /// @param waitingMax the maximum number of waiting requests
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

  /// Work that may block on a disk or a lock.
  @FunctionalInterface
  interface Work<T> {
    /// Executes the work.
    T execute() throws IOException;
  }

  /// Answers an exchange with the result of work.
  void answer(Exchange exchange, Work<Reply> work) {
    run(exchange, work, reply -> send(exchange, reply), () -> {});
  }

  /// Executes work for an exchange. If it fails, the exchange is answered with the reason.
  ///
  /// @param then receives the result on the exchange's event loop
  /// @param failed called on the event loop instead if the work failed or was not started
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
          Problem.of(
              ProblemType.OVERLOADED, "too many waiting requests on this port; try again later"));
    }
  }

  private static <T> Runnable attempt(
      Exchange exchange, Work<T> work, Consumer<T> then, Runnable failed) {
    try {
      T result = work.execute();
      return () -> then.accept(result);
    } catch (IOException e) {
      return () -> unavailable(exchange, FileFailure.words(e), failed);
    } catch (RegistryException e) {
      return () -> unavailable(exchange, e.getMessage(), failed);
    } catch (RuntimeException e) {
      return () -> {
        failed.run();
        exchange.fail(e);
      };
    }
  }

  private static void unavailable(Exchange exchange, String reason, Runnable failed) {
    failed.run();
    exchange.problem(Problem.of(ProblemType.STORAGE_UNAVAILABLE, reason));
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

  /// Rejects further work and waits briefly for work in progress.
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
