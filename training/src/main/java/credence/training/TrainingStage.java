package credence.training;

import credence.model.ModelSpec;
import java.util.Arrays;
import java.util.List;

/// The stages of a training, in their order.
public enum TrainingStage {
  /// The files are read and checked.
  READING("reading"),
  /// Rows are chosen and split, encodings fitted.
  PREPARING("preparing"),
  /// The solver works.
  FITTING("fitting"),
  /// The model is measured on both sides.
  EVALUATING("evaluating"),
  /// The model is fitted and measured once more for each fold.
  CROSS_VALIDATING("cross-validating"),
  /// What is wrong with the data and the fit is brought together.
  EXAMINING("examining");

  private final String words;

  TrainingStage(String words) {
    this.words = words;
  }

  /// What is done, for a person: `fitting`.
  public String words() {
    return words;
  }

  /// The stages that a training by a spec goes through after this one.
  public List<TrainingStage> left(ModelSpec spec) {
    return Arrays.stream(values())
        .filter(stage -> stage.compareTo(this) > 0)
        .filter(stage -> stage != CROSS_VALIDATING || spec.crossValidationFolds() > 0)
        .toList();
  }
}
