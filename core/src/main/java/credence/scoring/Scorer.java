package credence.scoring;

import credence.model.Input;
import credence.model.LogisticModel;
import credence.model.Model;
import credence.model.ValueRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Scores applicants with one model; each kind of model has an implementation. The result is
/// bit-identical on every machine, in training, batch scoring and serving. Thread-safe.
///
/// The server and the command line score through [Prediction], which also handles values with
/// errors.
public interface Scorer {
  /// Creates a scorer that reads its inputs from a layout's slots.
  ///
  /// @param model the model
  /// @param layout a layout that includes the model's inputs
  static Scorer of(Model model, InputLayout layout) {
    return switch (model) {
      case LogisticModel logistic -> new LogisticScorer(logistic, layout);
    };
  }

  /// The inputs that are read.
  InputSlots inputs();

  /// The probability of default.
  ///
  /// @param applicant the applicant's values; a slot that this model reads must not have an error
  /// @return the probability in [0, 1]; NaN if an input is rejected; see [#errors(FeatureVector)]
  double probability(FeatureVector applicant);

  /// The probabilities of many applicants, bit-identical to [#probability(FeatureVector)].
  ///
  /// @param columns `[slot][applicant]`, the raw values of the layout's slots
  /// @param count the number of applicants
  /// @param into receives their probabilities in [0, 1]; NaN if an input is rejected
  void probabilities(double[][] columns, int count, double[] into);

  /// Whether an input's raw value prevents scoring.
  ///
  /// @param input the input's index in [#inputs()]
  boolean rejects(int input, double raw);

  /// What was expected instead of a raw value that prevents scoring, as text for users; null if it
  /// does not. Contains no value.
  ///
  /// @param input the input's index in [#inputs()]
  @Nullable String expected(int input, double raw);

  /// What was expected of an applicant that the model cannot score although no single value is
  /// rejected.
  String expectedTogether();

  /// All errors that prevent this model from scoring an applicant, in the order of the spec; empty
  /// if there are none.
  default List<InputError> errors(FeatureVector applicant) {
    return errors(applicant, Integer.MAX_VALUE);
  }

  /// The first errors that [#errors(FeatureVector)] returns.
  ///
  /// @param most the maximum number
  default List<InputError> errors(FeatureVector applicant, int most) {
    InputSlots inputs = inputs();
    List<InputError> errors = new ArrayList<>();
    for (int i = 0; i < inputs.size() && errors.size() < most; i++) {
      FeatureVector.SlotError error = applicant.errorOf(inputs.slot(i));
      String expected =
          error == null
              ? expected(i, inputs.raw(i, applicant))
              : switch (error) {
                case WRONG_VALUE -> "expected " + typeInWords(inputs.input(i));
                case MISNAMED ->
                    "expected a field of exactly this name; found one whose name differs from it in"
                        + " case or punctuation";
              };
      if (expected != null) {
        errors.add(new InputError(inputs.input(i).name(), expected));
      }
    }
    if (most > 0 && errors.isEmpty() && Double.isNaN(probability(applicant))) {
      errors.add(new InputError(inputs.input(0).name(), expectedTogether()));
    }
    return errors;
  }

  /// The number of errors that [#errors(FeatureVector)] returns, without creating them.
  default int errorCount(FeatureVector applicant) {
    InputSlots inputs = inputs();
    int count = 0;
    for (int i = 0; i < inputs.size(); i++) {
      if (applicant.errorOf(inputs.slot(i)) != null || rejects(i, inputs.raw(i, applicant))) {
        count++;
      }
    }
    return count > 0 || !Double.isNaN(probability(applicant)) ? count : 1;
  }

  /// The values that an input accepts, as text for users.
  static String typeInWords(Input input) {
    boolean byText = input.rule() == ValueRule.LITERAL;
    return switch (input.type()) {
      case NUMBER -> "a finite number";
      case BOOLEAN -> byText ? "true or false" : "true, false, 1 or 0";
      case CATEGORY -> byText ? "a string" : "a string, a finite number, true or false";
    };
  }
}
