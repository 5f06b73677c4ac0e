package credence.scoring;

import credence.model.FeatureType;
import credence.model.Input;
import credence.model.ModelVersion.ValueRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Counts, for each input of a version, the predictions for which it was imputed, had a level
/// unseen in training, or a value outside the range of the training side. Not thread-safe.
public final class InputCounts {
  private final List<Input> inputs;
  private final boolean[] isRanged;

  /// The range of raw values that are not counted: of a category those of its levels.
  private final double[] lows;

  private final double[] highs;
  private final long[] imputed;

  /// How often an input had a value outside of its range: for a category an unseen level.
  private final long[] unusual;

  /// Counts of no predictions.
  ///
  /// @param inputs the version's inputs, in the order of its spec
  /// @param ranges the training range of each number for which it is known, by name
  public InputCounts(List<Input> inputs, Map<String, ValueRange> ranges) {
    this.inputs = List.copyOf(inputs);
    isRanged = new boolean[inputs.size()];
    lows = new double[inputs.size()];
    highs = new double[inputs.size()];
    imputed = new long[inputs.size()];
    unusual = new long[inputs.size()];
    Arrays.fill(lows, Double.NEGATIVE_INFINITY);
    Arrays.fill(highs, Double.POSITIVE_INFINITY);
    for (int i = 0; i < lows.length; i++) {
      Input input = inputs.get(i);
      ValueRange range = ranges.get(input.name());
      if (input.type() == FeatureType.CATEGORY) {
        lows[i] = 0;
      } else if (input.type() == FeatureType.NUMBER && range != null) {
        isRanged[i] = true;
        lows[i] = range.low();
        highs[i] = range.high();
      }
    }
  }

  private InputCounts(InputCounts like) {
    inputs = like.inputs;
    isRanged = like.isRanged;
    lows = like.lows;
    highs = like.highs;
    imputed = new long[lows.length];
    unusual = new long[lows.length];
  }

  /// The counts of an input.
  ///
  /// @param input the input's name
  /// @param imputed how often it was missing and filled
  /// @param unseenLevels how often it had a level unseen in training, which counted as the baseline
  /// @param outsideRange how often its value was outside the training range; null if that is not
  ///   known, or the input is not a number
  public record InputCount(
      String input, long imputed, long unseenLevels, @Nullable Long outsideRange) {}

  /// Counts of no predictions, of the same inputs.
  public InputCounts emptyCopy() {
    return new InputCounts(this);
  }

  /// Counts a prediction.
  ///
  /// @param prediction a prediction by the version that could be made
  public void add(Prediction prediction) {
    for (int i = 0; i < lows.length; i++) {
      double raw = prediction.raw(i);
      if (Double.isNaN(raw)) {
        imputed[i]++;
      } else if (raw < lows[i] || raw > highs[i]) {
        unusual[i]++;
      }
    }
  }

  /// Adds counts of the same inputs.
  public void add(InputCounts more) {
    for (int i = 0; i < lows.length; i++) {
      imputed[i] += more.imputed[i];
      unusual[i] += more.unusual[i];
    }
  }

  /// The inputs with at least one count above 0, in the order of the spec.
  public List<InputCount> counts() {
    List<InputCount> counts = new ArrayList<>();
    for (int i = 0; i < lows.length; i++) {
      if (imputed[i] > 0 || unusual[i] > 0) {
        boolean category = inputs.get(i).type() == FeatureType.CATEGORY;
        counts.add(
            new InputCount(
                inputs.get(i).name(),
                imputed[i],
                category ? unusual[i] : 0,
                isRanged[i] ? (Long) unusual[i] : null));
      }
    }
    return counts;
  }
}
