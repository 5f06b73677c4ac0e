package credence.console;

import credence.model.ModelSpec;
import credence.model.Provenance;
import credence.model.SetCombination;
import credence.wording.Figures;

/// What a version was trained on and how customers were held out, in words.
final class DataWords {
  private DataWords() {}

  /// How rows were held out.
  static String split(ModelSpec.Split split) {
    String share = Figures.chosenPercent(split.share());
    return switch (split.method()) {
      case NUMPY ->
          "%s of the index values, drawn as numpy's RandomState(%d).choice draws them"
              .formatted(share, split.seed());
      case BY_ID ->
          "%s of the customers, by a hash of their id, seed %d".formatted(share, split.seed());
      case OUT_OF_TIME -> "the newest %s of the applications".formatted(share);
    };
  }

  /// How several training sets became one table.
  static String combination(Provenance provenance) {
    return provenance.combination() == SetCombination.NEWEST_COUNTS
        ? "A customer who stands in several sets counts once, by the newest that knows its outcome."
        : "Every row of every set counts.";
  }
}
