package credence.http.departure;

import static java.nio.charset.StandardCharsets.US_ASCII;

import credence.bytes.ByteSink;
import credence.decision.DecisionLog;
import credence.decision.DecisionNumber;
import credence.decision.DecisionRecords;
import credence.decision.DecisionSource;
import credence.decision.RequestOrigin;
import credence.logging.EventLog;
import credence.logging.LogEvent;
import credence.scoring.Prediction;
import io.netty.channel.SingleThreadEventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The only place from which an event loop sends answers to scored requests, whichever path
/// produced them. At the end of a turn it passes the turn's records to the decision log in one
/// piece; when these are logged, it releases the answers. The event loop never waits for the log.
///
/// If the log wants no records, each answer is released immediately and sent with its turn. If the
/// log completes before it returns, the answers are sent at the end of the same turn.
///
/// A waiting answer is held by its connection or exchange ([Departing]), in order with the other
/// responses there. So a turn whose records are never logged blocks only connections that have an
/// answer in it.
public final class DepartureGate {
  private static final int SPARES_MAX = 4;

  private final DecisionLog log;
  private final boolean wantsRecords;
  private final Turn turn;
  private final SingleThreadEventLoop loop;
  private final HeldBytes held;
  private final EventLog events;
  private final ArrayDeque<Departure> spares = new ArrayDeque<>(SPARES_MAX);
  private Departure current;
  private final MicroClock clock = new MicroClock();

  /// The segment of the current records.
  private int segment;

  /// The number of the last complete record in it.
  private long record;

  /// What the ids of its decisions begin with.
  private byte[] idBegin = {};

  private long recordBytes;

  /// Creates the gate of an event loop.
  ///
  /// @param log the loop's decision log
  /// @param turn the loop's turns, at whose end answers are sent
  /// @param held counts the waiting records
  public DepartureGate(
      DecisionLog log, Turn turn, SingleThreadEventLoop loop, HeldBytes held, EventLog events) {
    this.log = log;
    this.wantsRecords = log.wantsRecords();
    this.turn = turn;
    this.loop = loop;
    this.held = held;
    this.events = events;
    this.current = new Departure();
    turn.beforeDeparture(this::passToLog);
  }

  /// A connection or exchange that holds answers until they are released. Called by the event
  /// loop's thread.
  public interface Departing {
    /// Called when the records of a departure have been logged, or logging has failed.
    void settled(Departure departure, boolean logged);
  }

  /// Whether answers are released immediately because the log wants no records.
  public boolean isOpen() {
    return !wantsRecords;
  }

  /// Begins the record of a decision; only for a gate that is not open. The record is valid only
  /// after [#complete()], so that an answer that fails leaves no record.
  ///
  /// @param source the versions of the state that answers
  /// @param origin the request
  /// @return the decision's number
  public long begin(DecisionSource source, RequestOrigin origin) {
    if (current.records.size() == 0 && segment != log.segment()) {
      segment = log.segment();
      record = 0;
      idBegin = (log.writer() + "-" + segment + "-").getBytes(US_ASCII);
    }
    long number = DecisionNumber.of(segment, record + 1);
    current.records.begin(number, clock.micros(), source, origin);
    return number;
  }

  /// Sets the content of the current record: the applicant's record as it was received.
  ///
  /// @param bytes contains it; it is copied
  /// @param idFrom where the JSON literal of the applicant's id begins
  /// @param idTo where that literal ends, exclusive
  public void content(byte[] bytes, int from, int to, int idFrom, int idTo) {
    current.records.content(bytes, from, to, idFrom, idTo);
  }

  /// Writes the id of the current record's decision: writer, segment and record, with hyphens
  /// between them.
  public void writeId(ByteSink into) {
    into.write(idBegin);
    into.writeDecimal(record + 1);
  }

  /// The id of the current record's decision, as [#writeId(ByteSink)] writes it.
  public String id() {
    return new String(idBegin, US_ASCII) + (record + 1);
  }

  /// Adds a version's prediction to the current record.
  public void add(Prediction prediction) {
    current.records.add(prediction);
  }

  /// Completes the current record, if there is one: its answer is complete and is about to be held.
  public void complete() {
    if (wantsRecords) {
      long bytes = current.records.complete();
      record += bytes > 0 ? 1 : 0;
      current.bytes += bytes;
      recordBytes += bytes;
      held.answer(bytes);
      turn.begin();
    }
  }

  /// The total number of bytes of completed records; the size of an answer's records is a
  /// difference of two values.
  public long recordBytes() {
    return recordBytes;
  }

  /// Makes answers whose records are complete wait for the end of this turn.
  ///
  /// @return the departure that they wait for
  @SuppressWarnings("ReferenceEquality") // The last holder is not added again.
  public Departure hold(Departing holder) {
    List<@Nullable Departing> holders = current.holders;
    if (holders.isEmpty() || holders.getLast() != holder) {
      holders.add(holder);
    }
    turn.begin();
    return current;
  }

  /// The departure of records that are completed now.
  public Departure current() {
    return current;
  }

  /// Passes the turn's records to the log.
  private void passToLog() {
    Departure leaving = current;
    if (leaving.records.size() > 0) {
      Departure spare = spares.poll();
      current = spare == null ? new Departure() : spare;
      leaving.append();
    }
  }

  /// The records of one turn and the holders of answers that wait for them.
  public final class Departure implements DecisionLog.Completion {
    private final DecisionRecords records = new DecisionRecords();
    private final List<@Nullable Departing> holders = new ArrayList<>();
    private final AtomicBoolean completed = new AtomicBoolean();
    private final Runnable settleLogged = this::settleLogged;
    private final Runnable settleFailed = this::settleFailed;
    private long bytes;
    private long appendedNanos;
    private boolean appending;
    private @Nullable Runnable deferredSettle;

    private Departure() {}

    private void append() {
      appendedNanos = turn.nowNanos();
      appending = true;
      try {
        log.append(records, this);
      } catch (RuntimeException e) {
        events.unexpected(LogEvent.DECISIONS_NOT_LOGGED, e);
        failed();
      } finally {
        appending = false;
      }
      Runnable settle = deferredSettle;
      if (settle != null) {
        deferredSettle = null;
        settle.run();
      }
    }

    /// The time in nanoseconds since the records were passed to the log.
    long nanosInLog() {
      return turn.nowNanos() - appendedNanos;
    }

    @Override
    public void logged() {
      complete(settleLogged);
    }

    @Override
    public void failed() {
      complete(settleFailed);
    }

    private void complete(Runnable settle) {
      if (!completed.compareAndSet(false, true)) {
        return;
      }
      if (loop.inEventLoop() && appending) {
        deferredSettle = settle;
        return;
      }
      try {
        loop.execute(settle);
      } catch (RejectedExecutionException _) {
        // The server has stopped; its connections are closed.
      }
    }

    private void settleLogged() {
      settle(true);
    }

    private void settleFailed() {
      settle(false);
    }

    private void settle(boolean logged) {
      held.answer(-bytes);
      bytes = 0;
      for (int i = 0; i < holders.size(); i++) {
        Departing holder = holders.get(i);
        if (holder != null) {
          settle(holder, logged);
        }
      }
      holders.clear();
      records.clear();
      completed.set(false);
      if (spares.size() < SPARES_MAX) {
        spares.add(this);
      }
    }

    private void settle(Departing holder, boolean logged) {
      try {
        holder.settled(this, logged);
      } catch (RuntimeException e) {
        events.unexpected(LogEvent.ANSWER_NOT_RELEASED, e); // The others must still be released.
      }
    }

    /// Removes a holder that no longer waits, because its client is gone.
    @SuppressWarnings("ReferenceEquality") // Holders are compared by identity.
    public void forget(Departing holder) {
      for (int i = 0; i < holders.size(); i++) {
        if (holders.get(i) == holder) {
          holders.set(i, null);
        }
      }
    }
  }
}
