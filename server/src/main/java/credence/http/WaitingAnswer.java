package credence.http;

import credence.http.departure.DepartureGate;
import credence.http.departure.HeldBytes;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The answer, whole or in parts, to a scored request that Vert.x has read, on its way through the
/// departure gate. Waiting parts are passed to Vert.x, in order, when their records are logged. If
/// logging fails, the answer is a problem, or is aborted if it has begun.
public final class WaitingAnswer implements DepartureGate.Departing {
  /// The response to predictions whose records could not be logged.
  public static final Problem UNLOGGED =
      Problem.of(
          ProblemType.DECISION_NOT_LOGGED,
          "the decision could not be logged and is not returned; try again");

  /// The maximum number of bytes of records in a part, unless a single record is larger.
  private static final int PART_RECORD_BYTES = 1 << 14;

  private final Exchange exchange;
  private final DepartureGate gate;
  private final HeldBytes held;
  private final Sink sink;
  private final ArrayDeque<Part> parts = new ArrayDeque<>(2);
  private long recorded;
  private long bytes;
  private long weight;

  /// A part of the answer.
  private static final class Part {
    final Buffer content;
    final boolean isLast;
    final long weight;
    DepartureGate.@Nullable Departure departure;

    Part(Buffer content, boolean isLast, long weight, DepartureGate.@Nullable Departure departure) {
      this.content = content;
      this.isLast = isLast;
      this.weight = weight;
      this.departure = departure;
    }
  }

  /// Receives the parts of the answer when they may be sent.
  @FunctionalInterface
  public interface Sink {
    /// Sends the next part.
    ///
    /// @param isLast whether it is the last part
    void send(Buffer content, boolean isLast);
  }

  public WaitingAnswer(Exchange exchange, Sink sink) {
    this.exchange = exchange;
    this.gate = exchange.loop().gate();
    this.held = exchange.loop().held();
    this.sink = sink;
    this.recorded = gate.recordBytes();
    exchange.waiting(this);
  }

  /// Begins a part: records completed from now on belong to it.
  public void begin() {
    recorded = gate.recordBytes();
  }

  /// Whether the current part may have more records.
  public boolean acceptsRecords() {
    return gate.isOpen() || gate.recordBytes() - recorded < PART_RECORD_BYTES;
  }

  /// Adds the next part.
  public void add(Buffer content, boolean isLast) {
    long recordBytes = gate.recordBytes() - recorded;
    recorded = gate.recordBytes();
    if (recordBytes == 0 && parts.isEmpty()) {
      sink.send(content, isLast);
      return;
    }
    long partWeight = content.length() + recordBytes;
    parts.add(new Part(content, isLast, partWeight, recordBytes > 0 ? gate.hold(this) : null));
    weight += partWeight;
    bytes += content.length();
    held.answer(content.length());
  }

  /// Whether parts are waiting.
  boolean isWaiting() {
    return !parts.isEmpty();
  }

  /// The number of waiting bytes of answers and records.
  long weight() {
    return weight;
  }

  @Override
  public void settled(DepartureGate.Departure departure, boolean logged) {
    boolean wasWaiting = isWaiting();
    for (Part part : parts) {
      if (part.departure == departure) {
        if (!logged) {
          unlogged(departure);
          return;
        }
        part.departure = null;
      }
    }
    if (wasWaiting) {
      exchange.guard(this::release);
    }
  }

  /// Sends the parts that need not wait any longer, and resumes the connection.
  private void release() {
    for (Part part = parts.peek();
        part != null && part.departure == null && !exchange.isOver();
        part = parts.peek()) {
      parts.remove();
      weight -= part.weight;
      bytes -= part.content.length();
      held.answer(-part.content.length());
      sink.send(part.content, part.isLast);
    }
    exchange.extendDeadline(exchange.loop().server().settings().timeouts().streamIdleMillis());
    ConnectionFlow flow = exchange.flow();
    if (flow != null) {
      flow.resume();
    }
  }

  /// Answers that the decision could not be logged. Earlier parts that are still waiting are
  /// dropped too, which a client cannot distinguish from an answer that was aborted slightly
  /// earlier.
  private void unlogged(DepartureGate.Departure settled) {
    drop(settled);
    exchange.guard(exchange::failUnlogged);
  }

  /// Drops all waiting parts.
  void drop() {
    drop(null);
  }

  private void drop(DepartureGate.@Nullable Departure settled) {
    for (Part part : parts) {
      if (part.departure != null && part.departure != settled) {
        part.departure.forget(this);
      }
    }
    parts.clear();
    held.answer(-bytes);
    bytes = 0;
    weight = 0;
  }
}
