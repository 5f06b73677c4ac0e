package credence.prediction;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/// Counts the predictions of one thread by version, and the imputations by input; any thread may
/// read the counts. Their number is limited by that of published versions and their inputs.
public final class PredictionCounts {
  private final Map<String, Tally> predictions = new ConcurrentHashMap<>();
  private final Map<String, Tally> imputations = new ConcurrentHashMap<>();
  private final Map<String, Tally> fallbacks = new ConcurrentHashMap<>();
  private final Map<String, Tally> shadowPredictions = new ConcurrentHashMap<>();
  private final Map<String, Tally> shadowRejections = new ConcurrentHashMap<>();
  private final Tally shadowsDropped = new Tally();

  /// The count of a version's predictions.
  Tally predictionsOf(String version) {
    return predictions.computeIfAbsent(version, _ -> new Tally());
  }

  /// The count of an input's imputations.
  Tally imputationsOf(String input) {
    return imputations.computeIfAbsent(input, _ -> new Tally());
  }

  /// The count of applicants whom the champion served because a challenger could not score them.
  Tally fallbacksOf(String challenger) {
    return fallbacks.computeIfAbsent(challenger, _ -> new Tally());
  }

  /// The count of a version's predictions as a shadow.
  Tally shadowPredictionsOf(String shadow) {
    return shadowPredictions.computeIfAbsent(shadow, _ -> new Tally());
  }

  /// The count of applicants that a shadow could not score.
  Tally shadowRejectionsOf(String shadow) {
    return shadowRejections.computeIfAbsent(shadow, _ -> new Tally());
  }

  /// The count of applicants that no shadow scored because the queue was full.
  public Tally shadowsDropped() {
    return shadowsDropped;
  }

  /// Passes each version and its number of predictions to a consumer.
  public void forEachVersion(BiConsumer<String, Long> consumer) {
    forEach(predictions, consumer);
  }

  /// Passes each input and its number of imputations to a consumer.
  public void forEachInput(BiConsumer<String, Long> consumer) {
    forEach(imputations, consumer);
  }

  /// Passes each challenger and its number of fallbacks to the champion to a consumer.
  public void forEachFallback(BiConsumer<String, Long> consumer) {
    forEach(fallbacks, consumer);
  }

  /// Passes each shadow and its number of predictions to a consumer.
  public void forEachShadow(BiConsumer<String, Long> consumer) {
    forEach(shadowPredictions, consumer);
  }

  /// Passes each shadow and the number of applicants that it could not score to a consumer.
  public void forEachShadowRejection(BiConsumer<String, Long> consumer) {
    forEach(shadowRejections, consumer);
  }

  private static void forEach(Map<String, Tally> tallies, BiConsumer<String, Long> consumer) {
    tallies.forEach((name, tally) -> consumer.accept(name, tally.get()));
  }
}
