package credence.http.departure;

import credence.decision.DecisionLog;
import credence.decision.DecisionRecords;
import credence.logging.EventLog;
import credence.scoring.Prediction;
import io.netty.channel.SingleThreadEventLoop;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The only place from which answers to scored requests leave an event loop, whatever way they were
/// made. At the end of a turn it hands the turn's records to the decision log in one piece; when
/// these are logged, it releases the answers. The event loop never waits for the log meanwhile.
///
/// If the log wants no records, each answer is released at once and leaves with its turn. If it
/// completes before it returns, the answers leave at the end of the same turn.
///
/// An answer that waits is held by its connection or exchange ([Departing]), in order with all else
/// that is answered there. So a turn whose records are never logged keeps back only connections
/// that have an answer in it.
public final class DepartureGate {
  private static final int SPARES_MAX = 4;

  private final DecisionLog log;
  private final boolean wantsRecords;
  private final Turn turn;
  private final SingleThreadEventLoop loop;
  private final HeldBytes held;
  private final EventLog events;
  private final ArrayDeque<Departure> spares = new ArrayDeque<>(SPARES_MAX);
  private Departure present;
  private long number;
  private long recordBytes;

  /// The gate of an event loop.
  ///
  /// @param log the loop's own
  /// @param turn its turns, at whose ends answers leave
  /// @param held counts the records that wait
  public DepartureGate(
      DecisionLog log, Turn turn, SingleThreadEventLoop loop, HeldBytes held, EventLog events) {
    this.log = log;
    this.wantsRecords = log.wantsRecords();
    this.turn = turn;
    this.loop = loop;
    this.held = held;
    this.events = events;
    this.present = new Departure();
    turn.beforeDeparture(this::handOver);
  }

  /// What holds answers until they are released. It is called by the event loop's thread.
  public interface Departing {
    /// Notes that the records of a departure are logged, or that they will not be.
    void settled(Departure departure, boolean logged);
  }

  /// Whether answers are released at once, since the log wants no records.
  public boolean isOpen() {
    return !wantsRecords;
  }

  /// Begins the record of a decision, for a gate that is not open. It counts only after
  /// [#complete()], so that an answer that fails leaves no record.
  ///
  /// @return the decision's number
  public long begin(byte[] bytes, int from, int to) {
    number++;
    present.records.begin(number, bytes, from, to);
    return number;
  }

  /// Adds what a version predicted to the record that was begun.
  public void add(Prediction prediction) {
    present.records.add(prediction);
  }

  /// Completes the record that was begun, if one was: its answer is complete and about to be held.
  public void complete() {
    if (wantsRecords) {
      long bytes = present.records.complete();
      present.bytes += bytes;
      recordBytes += bytes;
      held.answer(bytes);
      turn.begin();
    }
  }

  /// How many bytes of records were completed so far: what an answer's records take is the
  /// difference.
  public long recordBytes() {
    return recordBytes;
  }

  /// Has answers whose records are complete wait for the end of this turn.
  ///
  /// @return what they wait for
  @SuppressWarnings("ReferenceEquality") // A party is not entered again and again.
  public Departure hold(Departing party) {
    List<@Nullable Departing> parties = present.parties;
    if (parties.isEmpty() || parties.getLast() != party) {
      parties.add(party);
    }
    turn.begin();
    return present;
  }

  /// What answers wait for whose records are completed now.
  public Departure present() {
    return present;
  }

  /// Hands the turn's records to the log.
  private void handOver() {
    Departure leaving = present;
    if (leaving.records.size() > 0) {
      Departure spare = spares.poll();
      present = spare == null ? new Departure() : spare;
      leaving.append();
    }
  }

  /// What waits for the records of one turn.
  public final class Departure implements DecisionLog.Completion {
    private final DecisionRecords records = new DecisionRecords();
    private final List<@Nullable Departing> parties = new ArrayList<>();
    private final AtomicBoolean completed = new AtomicBoolean();
    private final Runnable settleLogged = this::settleLogged;
    private final Runnable settleFailed = this::settleFailed;
    private long bytes;
    private long appendedNanos;
    private boolean appending;
    private @Nullable Runnable atOnce;

    private Departure() {}

    private void append() {
      appendedNanos = turn.nowNanos();
      appending = true;
      try {
        log.append(records, this);
      } catch (RuntimeException e) {
        events.unexpected("decisions-not-logged", e);
        failed();
      } finally {
        appending = false;
      }
      Runnable settle = atOnce;
      if (settle != null) {
        atOnce = null;
        settle.run();
      }
    }

    /// For how long the records have been the log's.
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
        atOnce = settle;
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
      for (int i = 0; i < parties.size(); i++) {
        Departing party = parties.get(i);
        if (party != null) {
          settle(party, logged);
        }
      }
      parties.clear();
      records.clear();
      completed.set(false);
      if (spares.size() < SPARES_MAX) {
        spares.add(this);
      }
    }

    private void settle(Departing party, boolean logged) {
      try {
        party.settled(this, logged);
      } catch (RuntimeException e) {
        events.unexpected("answer-not-released", e); // The others have to be.
      }
    }

    /// Forgets what no longer waits, since its client is gone.
    @SuppressWarnings("ReferenceEquality") // It is this very one.
    public void forget(Departing party) {
      for (int i = 0; i < parties.size(); i++) {
        if (parties.get(i) == party) {
          parties.set(i, null);
        }
      }
    }
  }
}
