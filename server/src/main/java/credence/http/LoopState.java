package credence.http;

import credence.decision.DecisionLog;
import credence.http.answer.RecordAnswers;
import credence.http.answer.ShadowRecords;
import credence.http.answer.StateAnswers;
import credence.http.departure.DepartureGate;
import credence.http.departure.HeldBytes;
import credence.http.departure.Turn;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.prediction.ServingState;
import credence.prediction.ShadowQueue;
import credence.wire.ByteSink;
import credence.wire.Codec;
import io.netty.channel.SingleThreadEventLoop;
import io.vertx.core.Context;
import io.vertx.core.http.HttpConnection;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/// What one event loop has to itself: arrays that are used again for each request, its connections
/// and open exchanges, its counts. Only that loop's thread touches it.
public final class LoopState {
  /// What is answered to a request that the loop does not admit.
  public static final Problem TOO_MANY =
      Problem.of(ProblemType.OVERLOADED, "too many requests wait; try again");

  /// The largest array that is kept for the next request.
  private static final int SCRATCH_KEPT_MAX = 1 << 16;

  private final int index;
  private final ServerContext server;
  private final Context context;
  private final LoopMetrics metrics;
  private final Turn turn;
  private final HeldBytes held;
  private final AccessLog accessLog;
  private final DepartureGate gate;
  private final ShadowRecords shadowRecords;
  private final ByteSink sink = new ByteSink();
  private final IdentityHashMap<HttpConnection, Connection> connections = new IdentityHashMap<>();
  private final OpenExchanges open = new OpenExchanges();
  private byte[] scratch = new byte[1 << 12];
  private @Nullable StateAnswers answers;

  LoopState(int index, ServerContext server, Context context) {
    this.index = index;
    this.server = server;
    this.context = context;
    this.metrics = server.metrics().get(index);
    SingleThreadEventLoop own = VertxInternals.eventLoop(context);
    this.turn = new Turn(own, server.settings().limits().turnMicrosMax(), System::nanoTime);
    this.held = server.heldBytes(metrics);
    DecisionLog log = server.decisionLog(index);
    this.shadowRecords = new ShadowRecords(log, own);
    this.gate = new DepartureGate(log, turn, own, held, server.log());
    this.accessLog = new AccessLog(server);
  }

  public ServerContext server() {
    return server;
  }

  public LoopMetrics metrics() {
    return metrics;
  }

  /// The turn that the loop is in.
  public Turn turn() {
    return turn;
  }

  /// The place from which answers to scored requests leave.
  public DepartureGate gate() {
    return gate;
  }

  /// Logs the requests that were answered.
  public AccessLog accessLog() {
    return accessLog;
  }

  /// The bytes that the loop holds for its clients.
  public HeldBytes held() {
    return held;
  }

  /// Whether a request that is to be answered now may be: the turn has time for it, and there is
  /// room for its answer.
  public boolean admits(long nowNanos) {
    return turn.admits(nowNanos) && held.room() > 0;
  }

  /// The exchanges that are not over.
  OpenExchanges open() {
    return open;
  }

  /// The connections that this loop serves.
  public IdentityHashMap<HttpConnection, Connection> connections() {
    return connections;
  }

  /// Has something done after what else waits for this loop.
  public void later(Runnable step) {
    context.runOnContext(_ -> step.run());
  }

  /// Has a step of something long done in the loop's next turn, so that this one's answers leave
  /// before.
  void nextTurn(Runnable step) {
    turn.afterEnd(() -> later(step));
  }

  /// Has the shadows score those who wait for them, a few in each turn from the next one on: no
  /// answer waits for them.
  public void scoreShadows(ShadowQueue shadows) {
    if (shadows.begin()) {
      nextTurn(() -> continueShadows(shadows));
    }
  }

  private void continueShadows(ShadowQueue shadows) {
    boolean more = false;
    boolean hasRoom;
    try {
      more = shadows.scoreSome(shadowRecords);
    } finally {
      hasRoom = shadowRecords.append(() -> scoreShadows(shadows));
    }
    if (more && hasRoom) {
      nextTurn(() -> continueShadows(shadows));
    } else if (more) {
      shadows.pause();
    }
  }

  /// Has something done after a while.
  public void after(long millis, Runnable step) {
    context.owner().setTimer(millis, _ -> step.run());
  }

  /// What answers records by Credence's own codec now; a request asks once and keeps to it.
  public RecordAnswers answers() {
    return present().own();
  }

  /// What answers records by a codec now; a request asks once and keeps to it.
  public RecordAnswers answers(Codec codec) {
    return present().by(codec);
  }

  private StateAnswers present() {
    ServingState state = server.service().state();
    StateAnswers current = answers;
    if (current == null || current.state() != state) {
      current = server.answers(index, state);
      current.recordAt(gate);
      answers = current;
    }
    return current;
  }

  /// Lets go of what answered by a state that no new request sees: a loop without requests would
  /// keep versions in memory that have been unloaded.
  void forgetPastState() {
    StateAnswers current = answers;
    if (current != null && current.state() != server.service().state()) {
      answers = null;
    }
  }

  /// An array for a request's bytes, the same for each request unless it is large.
  public byte[] scratch(int length) {
    if (length <= scratch.length) {
      return scratch;
    }
    byte[] larger = new byte[Math.max(length, 2 * scratch.length)];
    if (larger.length <= SCRATCH_KEPT_MAX) {
      scratch = larger;
    }
    return larger;
  }

  /// A cleared sink for an answer, the same for each request.
  public ByteSink sink() {
    sink.clear();
    return sink;
  }
}
