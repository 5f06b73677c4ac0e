package credence.http.admin;

import credence.http.Exchange;
import credence.http.head.MediaTypes;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.retraining.Retraining;
import credence.run.TrainingRunEntry;
import io.netty.util.AsciiString;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// How far a training run is, as server-sent events
/// (<https://html.spec.whatwg.org/multipage/server-sent-events.html>): an event `progress` whenever
/// that changes, and at last an event `end`, each with what `GET /training-runs/{id}` answers.
final class RunEvents {
  private static final CharSequence EVENTS = AsciiString.cached(MediaTypes.EVENTS);
  private static final int STREAMS_MAX = 32;
  private static final long POLL_MILLIS = 500;
  private static final int POLLS_PER_KEEP_ALIVE = 30;
  private static final int STALLED_POLLS_MAX = 60;

  private final Retraining retraining;
  private final AdminWorkers workers;
  private int streams;

  RunEvents(Retraining retraining, AdminWorkers workers) {
    this.retraining = retraining;
    this.workers = workers;
  }

  /// Answers with a run's events until it has ended.
  void stream(Exchange exchange, String id) {
    if (streams >= STREAMS_MAX) {
      exchange.problem(
          Problem.of(ProblemType.OVERLOADED, "too many clients follow training runs; try again"));
      return;
    }
    streams++;
    exchange.whenOver(() -> streams--);
    workers.run(
        exchange,
        () -> retraining.run(id),
        run -> {
          if (run.isEmpty()) {
            AdminWorkers.send(exchange, TrainingRunRoutes.unknown());
          } else if (!exchange.isOver()) {
            new Stream(exchange, id).begin(run.get());
          }
        },
        () -> {});
  }

  /// One client that follows one run. Only its event loop's thread touches it.
  private final class Stream {
    private final Exchange exchange;
    private final String id;
    private byte[] last = {};
    private int pollsSinceWrite;
    private int stalledPolls;

    Stream(Exchange exchange, String id) {
      this.exchange = exchange;
      this.id = id;
    }

    void begin(TrainingRunEntry run) {
      exchange.response().putHeader("Cache-Control", "no-store");
      exchange.beginStream(EVENTS);
      send(Optional.of(run));
    }

    private void send(Optional<TrainingRunEntry> run) {
      if (exchange.isOver()) {
        return;
      }
      boolean ended = run.isEmpty() || run.get().state().ended();
      byte[] document = run.map(TrainingRunDocuments::whole).orElse(last);
      if (ended) {
        write("event: end\ndata: " + text(document) + "\n\n");
        exchange.endStream();
        return;
      }
      if (exchange.response().writeQueueFull()) {
        if (++stalledPolls > STALLED_POLLS_MAX) {
          exchange.close();
          return;
        }
      } else {
        stalledPolls = 0;
        sendProgress(document);
      }
      exchange.loop().after(POLL_MILLIS, this::poll);
    }

    private void sendProgress(byte[] document) {
      if (!Arrays.equals(document, last)) {
        last = document;
        write("event: progress\ndata: " + text(document) + "\n\n");
      } else if (++pollsSinceWrite >= POLLS_PER_KEEP_ALIVE) {
        write(":\n\n");
      }
    }

    private void poll() {
      if (!exchange.isOver()) {
        workers.run(exchange, () -> retraining.run(id), run -> send(run), () -> exchange.close());
      }
    }

    private void write(String event) {
      pollsSinceWrite = 0;
      exchange.response().write(Buffer.buffer(event));
    }

    private static String text(byte[] document) {
      return new String(document, StandardCharsets.UTF_8);
    }
  }
}
