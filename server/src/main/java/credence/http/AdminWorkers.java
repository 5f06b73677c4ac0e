package credence.http;

import credence.registry.RegistryException;
import java.io.UncheckedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Does what requests of the admin port ask for, on threads of its own: it may wait for a disk or a
/// lock there. A few at a time; some more wait; the rest is told that the server is busy.
final class AdminWorkers implements AutoCloseable {
  private static final int THREADS = 4;
  private static final int WAITING_MAX = 64;
  private static final long WORK_MILLIS = 60_000;
  private static final long CLOSE_SECONDS = 5;

  private final ThreadPoolExecutor threads;

  AdminWorkers() {
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            Thread.ofPlatform().daemon().name("credence-admin-", 0).factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /// Has an exchange answered by what some work makes.
  void answer(Exchange exchange, Supplier<Reply> work) {
    exchange.allow(WORK_MILLIS);
    try {
      threads.execute(() -> work(exchange, work));
    } catch (RejectedExecutionException full) {
      exchange.problem(
          Problem.of(ProblemType.OVERLOADED, "too many requests wait on this port; try again"));
    }
  }

  private static void work(Exchange exchange, Supplier<Reply> work) {
    try {
      Reply reply = work.get();
      exchange.loop().later(() -> exchange.guard(() -> send(exchange, reply)));
    } catch (RegistryException e) {
      refuse(exchange, String.valueOf(e.getMessage()));
    } catch (UncheckedIOException e) {
      refuse(exchange, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      exchange.loop().later(() -> exchange.fail(e));
    }
  }

  private static void refuse(Exchange exchange, String message) {
    exchange
        .loop()
        .later(() -> exchange.problem(Problem.of(ProblemType.STORAGE_UNAVAILABLE, message)));
  }

  private static void send(Exchange exchange, Reply reply) {
    if (exchange.isOver()) {
      return;
    }
    reply.headers().forEach((name, value) -> exchange.response().putHeader(name, value));
    switch (reply) {
      case Reply.Json json -> exchange.json(json.status(), json.content());
      case Reply.Refused refused -> exchange.problem(refused.problem());
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
