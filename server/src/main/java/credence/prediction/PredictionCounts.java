package credence.prediction;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/// What one thread predicted, by version, and which inputs it filled; any thread may read it. The
/// names are those of published versions and their inputs, so there are no more than these.
public final class PredictionCounts {
  private final Map<String, Tally> predictions = new ConcurrentHashMap<>();
  private final Map<String, Tally> imputations = new ConcurrentHashMap<>();

  /// The count of a version's predictions.
  Tally predictionsOf(String version) {
    return predictions.computeIfAbsent(version, _ -> new Tally());
  }

  /// The count of an input's imputations.
  Tally imputationsOf(String input) {
    return imputations.computeIfAbsent(input, _ -> new Tally());
  }

  /// Tells the predictions of each version so far.
  public void forEachVersion(BiConsumer<String, Long> consumer) {
    predictions.forEach((version, tally) -> consumer.accept(version, tally.get()));
  }

  /// Tells how often each input was missing and filled so far.
  public void forEachInput(BiConsumer<String, Long> consumer) {
    imputations.forEach((input, tally) -> consumer.accept(input, tally.get()));
  }
}
