package credence.training;

import credence.model.ModelSpec;
import java.util.Arrays;
import java.util.List;

/// The stages of a training, in their order.
public enum TrainingStage {
  /// The files are read and checked.
  READING("reading"),
  /// Rows are selected and split, and encodings are fitted.
  PREPARING("preparing"),
  /// The coefficients are fitted.
  FITTING("fitting"),
  /// The model is evaluated on both sides.
  EVALUATING("evaluating"),
  /// The model is fitted and evaluated for each fold.
  CROSS_VALIDATING("cross-validating"),
  /// The findings on the data and the fit are collected.
  EXAMINING("examining");

  private final String words;

  TrainingStage(String words) {
    this.words = words;
  }

  /// A description for users: `fitting`.
  public String words() {
    return words;
  }

  /// The stages of a training with a given spec.
  public static List<TrainingStage> of(ModelSpec spec) {
    return Arrays.stream(values())
        .filter(stage -> stage != CROSS_VALIDATING || spec.crossValidationFolds() > 0)
        .toList();
  }

  /// The stages after this one in a training with a given spec.
  public List<TrainingStage> left(ModelSpec spec) {
    return of(spec).stream().filter(stage -> stage.compareTo(this) > 0).toList();
  }
}
