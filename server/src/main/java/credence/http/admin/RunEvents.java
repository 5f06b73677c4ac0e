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

/// The progress of a training run as server-sent events
/// (<https://html.spec.whatwg.org/multipage/server-sent-events.html>): an event `progress` after
/// each change and a final event `end`, each with the response of `GET /training-runs/{id}` as
/// data.
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

  /// Sends the events of a run until it has ended.
  void stream(Exchange exchange, String id) {
    if (streams >= STREAMS_MAX) {
      exchange.problem(
          Problem.of(
              ProblemType.OVERLOADED,
              "too many clients are following training runs; try again later"));
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

  /// A client that follows a run. Used only on its event loop.
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
