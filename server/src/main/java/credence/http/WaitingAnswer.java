package credence.http;

import credence.http.departure.DepartureGate;
import credence.http.departure.HeldBytes;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import io.vertx.core.buffer.Buffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The answer to a scored request that Vert.x has read, whole or in parts, on its way through the
/// departure gate. What waits is handed to Vert.x, in order, when its records are logged. If they
/// are not, the answer is a problem, or is cut off if it has begun.
public final class WaitingAnswer implements DepartureGate.Departing {
  /// What is answered to predictions whose records are not in the log.
  public static final Problem UNLOGGED =
      Problem.of(
          ProblemType.DECISION_NOT_LOGGED,
          "the decision could not be logged, so it is not answered; try again");

  /// How many bytes of records a part has; more if one is larger.
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

  /// Takes the parts of the answer as they leave.
  @FunctionalInterface
  public interface Sink {
    /// Takes the next part.
    ///
    /// @param isLast whether nothing follows
    void leave(Buffer content, boolean isLast);
  }

  public WaitingAnswer(Exchange exchange, Sink sink) {
    this.exchange = exchange;
    this.gate = exchange.loop().gate();
    this.held = exchange.loop().held();
    this.sink = sink;
    this.recorded = gate.recordBytes();
    exchange.waiting(this);
  }

  /// Begins a part: the records that are completed from now on belong to it.
  public void begin() {
    recorded = gate.recordBytes();
  }

  /// Whether the part that was begun may have more records.
  public boolean takesMore() {
    return gate.isOpen() || gate.recordBytes() - recorded < PART_RECORD_BYTES;
  }

  /// Gives the next part.
  public void give(Buffer content, boolean isLast) {
    long recordBytes = gate.recordBytes() - recorded;
    recorded = gate.recordBytes();
    if (recordBytes == 0 && parts.isEmpty()) {
      sink.leave(content, isLast);
      return;
    }
    long partWeight = content.length() + recordBytes;
    parts.add(new Part(content, isLast, partWeight, recordBytes > 0 ? gate.hold(this) : null));
    weight += partWeight;
    bytes += content.length();
    held.answer(content.length());
  }

  /// Whether something waits.
  boolean waits() {
    return !parts.isEmpty();
  }

  /// How many bytes of answers and records wait.
  long weight() {
    return weight;
  }

  @Override
  public void settled(DepartureGate.Departure departure, boolean logged) {
    boolean wasWaiting = waits();
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

  /// Hands on what waits no longer, and has the connection go on.
  private void release() {
    for (Part part = parts.peek();
        part != null && part.departure == null && !exchange.isOver();
        part = parts.peek()) {
      parts.remove();
      weight -= part.weight;
      bytes -= part.content.length();
      held.answer(-part.content.length());
      sink.leave(part.content, part.isLast);
    }
    exchange.allow(exchange.loop().server().settings().timeouts().streamIdleMillis());
    ConnectionFlow flow = exchange.flow();
    if (flow != null) {
      flow.goOn();
    }
  }

  /// Answers that the decision was not logged. What waited before has not left either, which a
  /// client cannot tell from an answer that was cut off a little earlier.
  private void unlogged(DepartureGate.Departure settled) {
    drop(settled);
    exchange.guard(exchange::unlogged);
  }

  /// Drops what waits.
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
