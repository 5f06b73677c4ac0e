package credence.http.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import credence.decision.DecisionLog;
import credence.decision.DecisionNumber;
import credence.decision.DecisionRecords;
import credence.scoring.Prediction;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A decision log whose appends are completed by a test: immediately, later, or never.
public final class TestLog implements DecisionLog {
  private final List<Decision> decisions = new ArrayList<>();
  private final List<Appended> waiting = new ArrayList<>();
  private Mode mode;
  private @Nullable Mode shadowMode;

  public TestLog(Mode mode) {
    this.mode = mode;
  }

  /// The outcome of an append.
  public enum Mode {
    /// It is logged before it returns.
    AT_ONCE,
    /// It fails before it returns.
    FAILING,
    /// It throws.
    BROKEN,
    /// It is logged by another thread.
    ELSEWHERE,
    /// It waits until the test completes it.
    WAITING
  }

  /// A decision, or the predictions that shadows add to one.
  ///
  /// @param predictions version, route and probability of each
  public record Decision(long number, String content, List<String> predictions) {
    /// Whether it contains predictions of shadows.
    public boolean isSupplement() {
      return content.isEmpty();
    }
  }

  /// A waiting append.
  record Appended(List<Decision> decisions, Completion completion) {}

  @Override
  public boolean wantsRecords() {
    return true;
  }

  @Override
  public String writer() {
    return "testwriter00";
  }

  @Override
  public int segment() {
    return 1;
  }

  @Override
  public synchronized void append(DecisionRecords records, Completion completion) {
    List<Decision> all = new ArrayList<>();
    for (int i = 0; i < records.size(); i++) {
      all.add(decision(records, i));
    }
    decisions.addAll(all);
    Mode ending = all.getFirst().isSupplement() && shadowMode != null ? shadowMode : mode;
    switch (ending) {
      case AT_ONCE -> completion.logged();
      case FAILING -> completion.failed();
      case BROKEN -> throw new IllegalStateException("a broken log");
      case ELSEWHERE -> Thread.ofVirtual().start(completion::logged);
      case WAITING -> waiting.add(new Appended(all, completion));
    }
  }

  private static Decision decision(DecisionRecords records, int i) {
    int from = records.contentFrom(i);
    List<String> predictions = new ArrayList<>();
    for (int p = records.predictionsFrom(i); p < records.predictionsTo(i); p++) {
      Prediction.Route route = records.route(p);
      predictions.add(
          records.source(i).versions().get(records.version(p)).name()
              + " "
              + route
              + " "
              + records.probability(p));
    }
    String content = new String(records.content(), from, records.contentTo(i) - from, UTF_8);
    return new Decision(DecisionNumber.record(records.number(i)), content, predictions);
  }

  /// Sets the outcome of further appends.
  public synchronized void mode(Mode other) {
    mode = other;
  }

  /// Sets the outcome of further appends of shadows' predictions.
  public synchronized void shadowMode(Mode other) {
    shadowMode = other;
  }

  /// All decisions so far, whatever their outcome.
  public synchronized List<Decision> decisions() {
    return List.copyOf(decisions);
  }

  /// The waiting appends, in order.
  public synchronized List<Appended> waiting() {
    return List.copyOf(waiting);
  }

  /// The number of waiting decisions.
  int waitingDecisions() {
    return waiting().stream().mapToInt(appended -> appended.decisions().size()).sum();
  }

  /// Completes a waiting append.
  ///
  /// @param index its index among those that wait
  public void complete(int index, boolean logged) {
    Appended appended;
    synchronized (this) {
      appended = waiting.remove(index);
    }
    if (logged) {
      appended.completion().logged();
    } else {
      appended.completion().failed();
    }
  }

  /// Completes all waiting appends, and further ones immediately.
  public void completeAll() {
    mode(Mode.AT_ONCE);
    while (!waiting().isEmpty()) {
      complete(0, true);
    }
  }
}
