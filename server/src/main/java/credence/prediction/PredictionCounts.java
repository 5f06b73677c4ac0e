package credence.prediction;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/// What one thread predicted, by version, and which inputs it filled; any thread may read it. The
/// names are those of published versions and their inputs, so there are no more than these.
public final class PredictionCounts {
  private final Map<String, Tally> predictions = new ConcurrentHashMap<>();
  private final Map<String, Tally> imputations = new ConcurrentHashMap<>();
  private final Map<String, Tally> fallbacks = new ConcurrentHashMap<>();
  private final Map<String, Tally> shadowPredictions = new ConcurrentHashMap<>();
  private final Map<String, Tally> shadowRefusals = new ConcurrentHashMap<>();
  private final Tally shadowsDropped = new Tally();

  /// The count of a version's predictions.
  Tally predictionsOf(String version) {
    return predictions.computeIfAbsent(version, _ -> new Tally());
  }

  /// The count of an input's imputations.
  Tally imputationsOf(String input) {
    return imputations.computeIfAbsent(input, _ -> new Tally());
  }

  /// The count of the answers that the champion gave in a challenger's place.
  Tally fallbacksOf(String challenger) {
    return fallbacks.computeIfAbsent(challenger, _ -> new Tally());
  }

  /// The count of what a version predicted as a shadow.
  Tally shadowPredictionsOf(String shadow) {
    return shadowPredictions.computeIfAbsent(shadow, _ -> new Tally());
  }

  /// The count of the applicants whom a shadow could not score.
  Tally shadowRefusalsOf(String shadow) {
    return shadowRefusals.computeIfAbsent(shadow, _ -> new Tally());
  }

  /// The count of the applicants whom no shadow scored, since too many were waiting.
  public Tally shadowsDropped() {
    return shadowsDropped;
  }

  /// Tells the predictions of each version so far.
  public void forEachVersion(BiConsumer<String, Long> consumer) {
    tell(predictions, consumer);
  }

  /// Tells how often each input was missing and filled so far.
  public void forEachInput(BiConsumer<String, Long> consumer) {
    tell(imputations, consumer);
  }

  /// Tells how often the champion answered in each challenger's place so far.
  public void forEachFallback(BiConsumer<String, Long> consumer) {
    tell(fallbacks, consumer);
  }

  /// Tells what each version predicted as a shadow so far.
  public void forEachShadow(BiConsumer<String, Long> consumer) {
    tell(shadowPredictions, consumer);
  }

  /// Tells how many applicants each shadow could not score so far.
  public void forEachShadowRefusal(BiConsumer<String, Long> consumer) {
    tell(shadowRefusals, consumer);
  }

  private static void tell(Map<String, Tally> tallies, BiConsumer<String, Long> consumer) {
    tallies.forEach((name, tally) -> consumer.accept(name, tally.get()));
  }
}
