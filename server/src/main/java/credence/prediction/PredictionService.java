package credence.prediction;

import credence.scoring.ServingPlan;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// Holds the state that requests are answered by. Reading it is one volatile read; a new state
/// takes the old one's place at once and whole, after it has been prepared.
public final class PredictionService {
  private final List<Preparation> preparations = new CopyOnWriteArrayList<>();
  private final AtomicLong swaps = new AtomicLong();
  private volatile ServingState state =
      ServingState.notReady(
          ServingPlan.of(List.of(), Map.of()),
          List.of(),
          VersionMemory.NONE,
          "the registry is being read; try again in a moment");

  /// Makes something ready for a state before requests see it, on the thread that loads it.
  @FunctionalInterface
  public interface Preparation {
    /// Prepares for a state.
    void prepare(ServingState next);
  }

  /// The state now; a request asks once.
  public ServingState state() {
    return state;
  }

  /// Has something done with each state before requests see it.
  public void beforeEachSwap(Preparation preparation) {
    preparations.add(preparation);
  }

  /// How often a state took another's place.
  public long swaps() {
    return swaps.get();
  }

  /// Prepares a state and lets requests see it.
  void swap(ServingState next) {
    preparations.forEach(preparation -> preparation.prepare(next));
    state = next;
    swaps.incrementAndGet();
  }
}
