package credence.prediction;

import credence.scoring.ServingPlan;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// Holds the serving state. Reading it is one volatile read; a new state is prepared and then
/// replaces the old one atomically.
public final class PredictionService {
  private final List<Preparation> preparations = new CopyOnWriteArrayList<>();
  private final AtomicLong swaps = new AtomicLong();
  private final RegistryCounts registry = new RegistryCounts();
  private volatile long lastSwapMillis = System.currentTimeMillis();
  private volatile ServingState state =
      ServingState.notReady(
          ServingPlan.of(List.of(), Map.of()),
          List.of(),
          VersionMemory.NONE,
          0,
          "the registry is being read; try again in a moment");

  /// Prepares for a new state before requests use it, on the thread that loads it.
  @FunctionalInterface
  public interface Preparation {
    /// Prepares for a state before it is swapped in.
    void prepare(ServingState next);
  }

  /// The current state; each request reads it once.
  public ServingState state() {
    return state;
  }

  /// Adds a preparation that is run for each state before requests use it.
  public void beforeEachSwap(Preparation preparation) {
    preparations.add(preparation);
  }

  /// The number of times that the state was replaced.
  public long swaps() {
    return swaps.get();
  }

  /// The time of the last replacement, or of the start, in milliseconds since 1970.
  public long lastSwapMillis() {
    return lastSwapMillis;
  }

  /// What the polls of the registry have found.
  public RegistryCounts registry() {
    return registry;
  }

  /// Prepares a state and makes it the current one.
  void swap(ServingState next) {
    preparations.forEach(preparation -> preparation.prepare(next));
    state = next;
    lastSwapMillis = System.currentTimeMillis();
    swaps.incrementAndGet();
  }
}
