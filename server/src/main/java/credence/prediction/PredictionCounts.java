package credence.prediction;

import credence.scoring.InputSlots;
import credence.scoring.LiveVersion;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/// Counts the predictions of one thread by version, the imputations by input, and the levels unseen
/// in training by version and input; any thread may read the counts. Their number is limited by
/// that of published versions and their inputs.
public final class PredictionCounts {
  private final Map<String, Tally> predictions = new ConcurrentHashMap<>();
  private final Map<String, Tally> imputations = new ConcurrentHashMap<>();
  private final Map<String, UnseenLevels> unseenLevels = new ConcurrentHashMap<>();
  private final Map<String, Tally> fallbacks = new ConcurrentHashMap<>();
  private final Map<String, Tally> shadowPredictions = new ConcurrentHashMap<>();
  private final Map<String, Tally> shadowRejections = new ConcurrentHashMap<>();
  private final Tally shadowsDropped = new Tally();

  /// How often each input of a version had a level unseen in training.
  ///
  /// @param inputs the inputs' names
  /// @param counts the count of each
  record UnseenLevels(List<String> inputs, AtomicLongArray counts) {
    /// Counts a level unseen in training; must always be called by the same thread.
    ///
    /// @param input the input's index, in the order of the version's spec
    void count(int input) {
      counts.setOpaque(input, counts.getPlain(input) + 1);
    }
  }

  /// The count of a version's predictions.
  Tally predictionsOf(String version) {
    return predictions.computeIfAbsent(version, _ -> new Tally());
  }

  /// The count of an input's imputations.
  Tally imputationsOf(String input) {
    return imputations.computeIfAbsent(input, _ -> new Tally());
  }

  /// How often each input of a version had a level unseen in training.
  UnseenLevels unseenLevelsOf(LiveVersion version) {
    String name = version.name().text();
    UnseenLevels known = unseenLevels.get(name);
    if (known == null) {
      InputSlots inputs = version.scorer().inputs();
      List<String> names =
          IntStream.range(0, inputs.size()).mapToObj(i -> inputs.input(i).name()).toList();
      known = new UnseenLevels(names, new AtomicLongArray(names.size()));
      unseenLevels.put(name, known);
    }
    return known;
  }

  /// Drops the counts of levels unseen in the training of all other versions. Must be called by the
  /// thread that counts.
  ///
  /// @param versions the names of the versions whose counts are kept
  public void keepUnseenLevelsOf(Set<String> versions) {
    unseenLevels.keySet().retainAll(versions);
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

  /// Receives a count of a version's input.
  @FunctionalInterface
  public interface InputCount {
    /// Receives a count.
    void accept(String version, String input, long count);
  }

  /// Passes each version and input, and its number of levels unseen in training, to a consumer.
  public void forEachUnseenLevel(InputCount consumer) {
    unseenLevels.forEach(
        (version, levels) -> {
          for (int i = 0; i < levels.inputs().size(); i++) {
            long count = levels.counts().getOpaque(i);
            if (count > 0) {
              consumer.accept(version, levels.inputs().get(i), count);
            }
          }
        });
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
