package credence.console;

import credence.model.ModelSpec;
import credence.model.ModelVersion;
import credence.model.SetCombination;
import credence.wording.Figures;
import java.util.Locale;

/// Text on how the training sets of a version were combined and how rows were held out.
final class DataWording {
  private DataWording() {}

  /// Describes how rows were held out, as a noun phrase.
  static String split(ModelSpec.Split split) {
    String share = Figures.chosenPercent(split.share());
    return switch (split.method()) {
      case NUMPY ->
          String.format(
              Locale.ROOT,
              "%s of the index values, selected as by numpy's RandomState(%d).choice",
              share,
              split.seed());
      case BY_ID ->
          String.format(
              Locale.ROOT,
              "%s of the customers, selected by a hash of their id with seed %d",
              share,
              split.seed());
      case BY_ROW ->
          String.format(
              Locale.ROOT,
              "%s of the rows, selected by a hash of their features with seed %d",
              share,
              split.seed());
      case OUT_OF_TIME -> "the latest %s of the applications".formatted(share);
    };
  }

  /// Describes how several training sets were combined, as a sentence.
  static String combination(ModelVersion version) {
    return version.spec().hasIds()
            && version.provenance().combination() == SetCombination.NEWEST_COUNTS
        ? "A customer who appears in several sets is used once, from the newest set with a known outcome."
        : "Every row of every set is used.";
  }
}
