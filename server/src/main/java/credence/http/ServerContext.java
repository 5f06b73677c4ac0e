package credence.http;

import credence.decision.DecisionLog;
import credence.decision.segment.SegmentLogs;
import credence.homewatch.HomeWatch;
import credence.http.answer.StateAnswers;
import credence.http.answer.WarmUp;
import credence.http.departure.HeldBytes;
import credence.http.settings.ServerSettings;
import credence.logging.EventLog;
import credence.prediction.PredictionService;
import credence.prediction.ServingState;
import credence.tls.TlsWatch;
import credence.wire.Codec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// The state shared by the event loops of a server.
public final class ServerContext {
  private final ServerSettings settings;
  private final PredictionService service;
  private final EventLog log;
  private final List<Codec> codecs;
  private final IntFunction<DecisionLog> decisionLogs;
  private final List<LoopMetrics> metrics = new ArrayList<>();
  private final AtomicReferenceArray<StateAnswers> prepared;
  private final @Nullable TlsWatch tls;
  private final ConnectionLimit connections;
  private final AtomicLong freeBytes;
  private volatile @Nullable HomeWatch home;
  private volatile @Nullable SegmentLogs decisions;
  private volatile boolean draining;
  private volatile @Nullable Long finishNanos;

  /// Creates the shared state.
  ///
  /// @param codecs the available codecs, Credence's own first
  public ServerContext(
      ServerSettings settings,
      List<Codec> codecs,
      @Nullable TlsWatch tls,
      PredictionService service,
      IntFunction<DecisionLog> decisionLogs,
      EventLog log) {
    this.decisionLogs = decisionLogs;
    this.tls = tls;
    this.settings = settings;
    this.connections = new ConnectionLimit(settings.limits().connectionsMax());
    this.freeBytes = new AtomicLong(settings.limits().bufferedBytesMax());
    this.service = service;
    this.log = log;
    this.codecs = codecs;
    for (int i = 0; i <= adminLoop(); i++) {
      metrics.add(new LoopMetrics());
    }
    prepared = new AtomicReferenceArray<>(adminLoop());
    service.beforeEachSwap(this::prepare);
  }

  public ServerSettings settings() {
    return settings;
  }

  /// Provides the certificate of both ports; null for plain HTTP.
  public @Nullable TlsWatch tls() {
    return tls;
  }

  /// Watches the home's condition; null if nothing does.
  public @Nullable HomeWatch home() {
    return home;
  }

  /// Sets what watches the home's condition.
  public void watch(HomeWatch watch) {
    home = watch;
  }

  public PredictionService service() {
    return service;
  }

  public EventLog log() {
    return log;
  }

  /// The number of the event loop that serves the admin port, which follows those of the prediction
  /// port.
  public int adminLoop() {
    return settings.listen().eventLoops();
  }

  /// The metrics of each event loop, that of the admin port last.
  public List<LoopMetrics> metrics() {
    return metrics;
  }

  /// Creates the account of the bytes that an event loop holds for its clients.
  ///
  /// @param metrics the loop's metrics
  HeldBytes heldBytes(LoopMetrics metrics) {
    return new HeldBytes(
        settings.limits().bufferedBytesMax(),
        freeBytes,
        metrics.heldRequestBytes(),
        metrics.heldAnswerBytes());
  }

  /// The decision log of an event loop, by its number; that of the admin port makes no decisions.
  DecisionLog decisionLog(int loop) {
    return loop == adminLoop() ? DecisionLog.NONE : decisionLogs.apply(loop);
  }

  /// The decision log's files; null if decisions are not logged to files.
  public @Nullable SegmentLogs decisions() {
    return decisions;
  }

  /// Sets the decision log's files.
  public void watch(SegmentLogs logs) {
    decisions = logs;
  }

  /// The connections of the prediction port.
  public ConnectionLimit connections() {
    return connections;
  }

  /// Whether the server is stopping.
  public boolean draining() {
    return draining;
  }

  /// Reports to load balancers that the server is not ready; requests are still served.
  public void drain() {
    draining = true;
  }

  /// Sets the deadline for requests in flight.
  ///
  /// @param nanos the deadline as a value of [System#nanoTime()]
  public void finishUntil(long nanos) {
    finishNanos = nanos;
  }

  /// The time left for requests in flight, in nanoseconds; not positive after the deadline.
  long finishNanosLeft() {
    Long until = finishNanos;
    return until == null ? Long.MAX_VALUE : until - System.nanoTime();
  }

  /// The answers to records of an event loop and a state, prepared when the state was loaded so
  /// that no request waits for them.
  StateAnswers answers(int loop, ServingState state) {
    StateAnswers ready = prepared.get(loop);
    return ready != null && ready.state() == state ? ready : newAnswers(loop, state);
  }

  private StateAnswers newAnswers(int loop, ServingState state) {
    return new StateAnswers(state, metrics.get(loop).predictions(), codecs);
  }

  private void prepare(ServingState next) {
    WarmUp.run(next, codecs.getFirst(), service.state().plan().champion() != null);
    StateAnswers first = newAnswers(0, next);
    prepared.set(0, first);
    for (int i = 1; i < prepared.length(); i++) {
      prepared.set(i, first.forAnotherLoop(metrics.get(i).predictions()));
    }
  }
}
