package credence.scoring;

import credence.model.Input;
import credence.model.LogisticModel;
import credence.model.Model;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Scores applicants by one model, one implementation for each kind of model. The same values give
/// the same bits on every machine, in training, batch and serving alike. Safe for use by several
/// threads.
///
/// What the server and the command line predict goes through [Prediction], which also knows what an
/// applicant's flawed values mean.
public interface Scorer {
  /// A scorer that reads its inputs from a layout's slots.
  ///
  /// @param model the model
  /// @param layout a layout made with the model among others
  static Scorer of(Model model, InputLayout layout) {
    return switch (model) {
      case LogisticModel logistic -> new LogisticScorer(logistic, layout);
    };
  }

  /// The inputs that are read.
  InputSlots inputs();

  /// The probability of default.
  ///
  /// @param applicant the applicant's values; a slot that this model reads must not be flawed
  /// @return the probability in [0, 1]; NaN if an input is refused: [#faults(FeatureVector)] says
  ///   which
  double probability(FeatureVector applicant);

  /// The probabilities of many applicants, each with the bits that [#probability(FeatureVector)]
  /// gives it.
  ///
  /// @param columns `[slot][applicant]`, the raw values of the layout's slots
  /// @param count how many applicants
  /// @param into receives their probabilities in [0, 1]; NaN where an input is refused
  void probabilities(double[][] columns, int count, double[] into);

  /// Whether an input's raw value keeps the model from scoring.
  ///
  /// @param input the input's place among [#inputs()]
  boolean refuses(int input, double raw);

  /// What was expected of a raw value that keeps the model from scoring, in words for a person;
  /// null if it does not. Names no value.
  ///
  /// @param input the input's place among [#inputs()]
  @Nullable String expected(int input, double raw);

  /// What was expected of an applicant whom the model cannot score although it refuses none of the
  /// values by itself.
  String expectedTogether();

  /// Everything that keeps this model from scoring an applicant, in the order of the spec; empty if
  /// nothing does.
  default List<InputFault> faults(FeatureVector applicant) {
    return faults(applicant, Integer.MAX_VALUE);
  }

  /// The first faults of those that [#faults(FeatureVector)] returns.
  ///
  /// @param most how many at most
  default List<InputFault> faults(FeatureVector applicant, int most) {
    InputSlots inputs = inputs();
    List<InputFault> faults = new ArrayList<>();
    for (int i = 0; i < inputs.size() && faults.size() < most; i++) {
      FeatureVector.Flaw flaw = applicant.flawOf(inputs.slot(i));
      String expected =
          flaw == null
              ? expected(i, inputs.raw(i, applicant))
              : switch (flaw) {
                case WRONG_VALUE -> "expected " + typeInWords(inputs.input(i));
                case MISNAMED ->
                    "expected a field of exactly this name; one came whose name differs from it by"
                        + " case or punctuation";
              };
      if (expected != null) {
        faults.add(new InputFault(inputs.input(i).name(), expected));
      }
    }
    if (most > 0 && faults.isEmpty() && Double.isNaN(probability(applicant))) {
      faults.add(new InputFault(inputs.input(0).name(), expectedTogether()));
    }
    return faults;
  }

  /// How many faults [#faults(FeatureVector)] returns, without making them.
  default int faultCount(FeatureVector applicant) {
    InputSlots inputs = inputs();
    int count = 0;
    for (int i = 0; i < inputs.size(); i++) {
      if (applicant.flawOf(inputs.slot(i)) != null || refuses(i, inputs.raw(i, applicant))) {
        count++;
      }
    }
    return count > 0 || !Double.isNaN(probability(applicant)) ? count : 1;
  }

  /// The type of an input's values, in words for a person.
  static String typeInWords(Input input) {
    return switch (input.type()) {
      case NUMBER -> "a finite number";
      case BOOLEAN -> "true or false";
      case CATEGORY -> "a text";
    };
  }
}
