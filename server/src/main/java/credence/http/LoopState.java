package credence.http;

import credence.bytes.ByteSink;
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
import credence.wire.Codec;
import io.netty.channel.SingleThreadEventLoop;
import io.vertx.core.Context;
import io.vertx.core.http.HttpConnection;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/// The state of one event loop: arrays that are reused for each request, its connections and open
/// exchanges, its metrics. Confined to that loop's thread.
public final class LoopState {
  /// The response to a request that the loop does not admit.
  public static final Problem TOO_MANY =
      Problem.of(ProblemType.OVERLOADED, "too many requests are waiting; try again");

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

  /// The state of the answers, to whose versions the counts were last reduced.
  private @Nullable ServingState followed;

  LoopState(int index, ServerContext server, Context context) {
    this.index = index;
    this.server = server;
    this.context = context;
    this.metrics = server.metrics().get(index);
    SingleThreadEventLoop eventLoop = VertxInternals.eventLoop(context);
    this.turn = new Turn(eventLoop, server.settings().limits().turnMicrosMax(), System::nanoTime);
    this.held = server.heldBytes(metrics);
    DecisionLog log = server.decisionLog(index);
    this.shadowRecords = new ShadowRecords(log, eventLoop);
    this.gate = new DepartureGate(log, turn, eventLoop, held, server.log());
    this.accessLog = new AccessLog(server);
  }

  public ServerContext server() {
    return server;
  }

  public LoopMetrics metrics() {
    return metrics;
  }

  /// The loop's turns.
  public Turn turn() {
    return turn;
  }

  /// The gate through which answers to scored requests are sent.
  public DepartureGate gate() {
    return gate;
  }

  /// The log of answered requests.
  public AccessLog accessLog() {
    return accessLog;
  }

  /// The bytes that the loop holds for its clients.
  public HeldBytes held() {
    return held;
  }

  /// Whether a request may be answered now: the turn has time for it, and there is room for its
  /// response.
  public boolean admits(long nowNanos) {
    return turn.admits(nowNanos) && held.room() > 0;
  }

  /// The exchanges that have not ended.
  OpenExchanges open() {
    return open;
  }

  /// The connections that this loop serves.
  public IdentityHashMap<HttpConnection, Connection> connections() {
    return connections;
  }

  /// Runs a step after the tasks that are already waiting for this loop.
  public void later(Runnable step) {
    context.runOnContext(_ -> step.run());
  }

  /// Runs a step of a longer task in the loop's next turn, after this turn's answers have been
  /// sent.
  void nextTurn(Runnable step) {
    turn.afterEnd(() -> later(step));
  }

  /// Lets the shadows score the applicants in their queue, a few in each turn from the next one on,
  /// so that no answer waits for them.
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

  /// Runs a step after a delay.
  public void after(long millis, Runnable step) {
    context.owner().setTimer(millis, _ -> step.run());
  }

  /// The answers to records of the current state with Credence's codec. A request must call this
  /// only once, so that it uses one state.
  public RecordAnswers answers() {
    return current().own();
  }

  /// The answers to records of the current state with a codec. A request must call this only once,
  /// so that it uses one state.
  public RecordAnswers answers(Codec codec) {
    return current().of(codec);
  }

  private StateAnswers current() {
    ServingState state = server.service().state();
    StateAnswers current = answers;
    if (current == null || current.state() != state) {
      current = server.answers(index, state);
      current.recordDecisions(gate);
      answers = current;
      follow(state);
    }
    return current;
  }

  /// Releases the answers and counts of a state that has been replaced: a loop without requests
  /// would otherwise keep those of unloaded versions in memory.
  void releaseReplacedState() {
    ServingState state = server.service().state();
    if (followed != state) {
      answers = null;
      follow(state);
    }
  }

  private void follow(ServingState state) {
    followed = state;
    metrics.predictions().keepUnseenLevelsOf(state.plan().names());
  }

  /// An array for a request's bytes, reused for each request unless it is large.
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

  /// An empty sink for an answer, reused for each request.
  public ByteSink sink() {
    sink.clear();
    return sink;
  }
}
