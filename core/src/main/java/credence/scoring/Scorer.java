package credence.scoring;

import credence.model.CategoryEncoding;
import credence.model.Encoding;
import credence.model.Encoding.Refusal;
import credence.model.LogisticModel;
import credence.model.Model;
import credence.model.NumberEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Scores applicants by one model.
///
/// The linear score is summed in a fixed order, the numbers that are their own encoding first, then
/// the other inputs, both in the order of the spec; the exponential is [StrictMath]'s. So the same
/// values give the same bits on every machine, in every year, in training, batch and serving alike.
/// Safe for use by several threads.
public final class Scorer {
  private static final int UNSEEN = (int) CategoryEncoding.UNSEEN;

  private final double intercept;
  private final int[] plainSlots;
  private final double[] plainFills;
  private final double[] plainCoefficients;
  private final ReadInput[] encodedInputs;
  private final ReadInput[] inputs;

  private Scorer(LogisticModel model, InputLayout layout) {
    intercept = model.intercept();
    double[] coefficients =
        model.coefficients().stream().mapToDouble(Double::doubleValue).toArray();
    List<ReadInput> read = new ArrayList<>();
    int offset = 0;
    for (Encoding encoding : model.encodings()) {
      InputLayout.Slot slot = layout.slotOf(encoding);
      read.add(new ReadInput(encoding, slot, coefficients, offset));
      offset += encoding.columns();
    }
    inputs = read.toArray(ReadInput[]::new);
    List<ReadInput> plain = read.stream().filter(ReadInput::isPlain).toList();
    plainSlots = plain.stream().mapToInt(input -> input.slot).toArray();
    plainFills =
        plain.stream()
            .mapToDouble(input -> ((NumberEncoding) input.encoding).fillOrNaN())
            .toArray();
    plainCoefficients = plain.stream().mapToDouble(input -> coefficients[input.offset]).toArray();
    encodedInputs = read.stream().filter(input -> !input.isPlain()).toArray(ReadInput[]::new);
  }

  /// A scorer that reads its inputs from a layout's slots.
  ///
  /// @param model the model
  /// @param layout a layout made with the model among others
  public static Scorer of(Model model, InputLayout layout) {
    return switch (model) {
      case LogisticModel logistic -> new Scorer(logistic, layout);
    };
  }

  /// The probability of default.
  ///
  /// @param applicant the applicant's values; a slot that this model reads must not be flawed
  /// @return the probability in [0, 1]; NaN if an input is refused: [#faults(FeatureVector)] says
  ///   which
  public double probability(FeatureVector applicant) {
    return probability(applicant.values());
  }

  /// The probabilities of many applicants, each with the bits that [#probability(FeatureVector)]
  /// gives it. Scores are formed input by input; an applicant with a missing value is looked at by
  /// itself.
  ///
  /// @param columns `[slot][applicant]`, the raw values of the layout's slots
  /// @param count how many applicants
  /// @param into receives their probabilities in [0, 1]; NaN where an input is refused
  public void probabilities(double[][] columns, int count, double[] into) {
    Arrays.fill(into, 0, count, intercept);
    for (int i = 0; i < plainSlots.length; i++) {
      addWeighted(columns[plainSlots[i]], plainCoefficients[i], count, into);
    }
    for (ReadInput input : encodedInputs) {
      double[] column = columns[input.slot];
      for (int row = 0; row < count; row++) {
        into[row] += input.contribution(column[row]);
      }
    }
    for (int row = 0; row < count; row++) {
      into[row] = Double.isNaN(into[row]) ? probability(row(columns, row)) : probability(into[row]);
    }
  }

  private static void addWeighted(double[] column, double weight, int count, double[] into) {
    for (int row = 0; row < count; row++) {
      into[row] += weight * column[row];
    }
  }

  private static double[] row(double[][] columns, int row) {
    double[] values = new double[columns.length];
    for (int slot = 0; slot < values.length; slot++) {
      values[slot] = columns[slot][row];
    }
    return values;
  }

  private double probability(double[] values) {
    double z = intercept;
    for (int i = 0; i < plainSlots.length; i++) {
      double x = values[plainSlots[i]];
      z += plainCoefficients[i] * (Double.isNaN(x) ? plainFills[i] : x);
    }
    for (ReadInput input : encodedInputs) {
      z += input.contribution(values[input.slot]);
    }
    return probability(z);
  }

  private static double probability(double z) {
    return 1 / (1 + StrictMath.exp(-z));
  }

  /// Whether this model reads a slot whose value cannot be used.
  public boolean readsFlawed(FeatureVector applicant) {
    if (!applicant.isFlawed()) {
      return false;
    }
    for (ReadInput input : inputs) {
      if (applicant.flawOf(input.slot) != null) {
        return true;
      }
    }
    return false;
  }

  /// Everything that keeps this model from scoring an applicant, in the order of the spec; empty if
  /// nothing does.
  public List<InputFault> faults(FeatureVector applicant) {
    return faults(applicant, Integer.MAX_VALUE);
  }

  /// The first faults of those that [#faults(FeatureVector)] returns.
  ///
  /// @param most how many at most
  public List<InputFault> faults(FeatureVector applicant, int most) {
    List<InputFault> faults = new ArrayList<>();
    for (int i = 0; i < inputs.length && faults.size() < most; i++) {
      String expected = inputs[i].expected(applicant);
      if (expected != null) {
        faults.add(new InputFault(inputs[i].encoding.name(), expected));
      }
    }
    if (most <= 0) {
      return faults;
    }
    if (faults.isEmpty() && Double.isNaN(probability(applicant))) {
      faults.add(
          new InputFault(
              inputs[0].encoding.name(),
              "expected numbers whose weighted sum stays within the range of a double"));
    }
    return faults;
  }

  /// How many faults [#faults(FeatureVector)] returns, without making them.
  public int faultCount(FeatureVector applicant) {
    int count = 0;
    for (ReadInput input : inputs) {
      if (input.isRefused(applicant)) {
        count++;
      }
    }
    return count > 0 || !Double.isNaN(probability(applicant)) ? count : 1;
  }

  /// The inputs that were missing and filled, in the order of the spec; meaningful only for an
  /// applicant whom this model could score.
  public List<String> imputed(FeatureVector applicant) {
    List<String> imputed = List.of();
    for (ReadInput input : inputs) {
      if (Double.isNaN(applicant.get(input.slot))) {
        if (imputed.isEmpty()) {
          imputed = new ArrayList<>();
        }
        imputed.add(input.encoding.name());
      }
    }
    return imputed;
  }

  /// An input as the model reads it from a vector.
  private static final class ReadInput {
    final Encoding encoding;
    final int slot;
    final double[] coefficients;
    final int offset;

    /// The model's own index of each level of the slot; null if they are the same.
    final double @Nullable [] ownLevels;

    ReadInput(Encoding encoding, InputLayout.Slot slot, double[] coefficients, int offset) {
      this.encoding = encoding;
      this.slot = slot.index();
      this.coefficients = coefficients;
      this.offset = offset;
      this.ownLevels = ownLevels(encoding, slot);
    }

    private static double @Nullable [] ownLevels(Encoding encoding, InputLayout.Slot slot) {
      if (!(encoding instanceof CategoryEncoding category)
          || category.levels().equals(slot.levels())) {
        return null;
      }
      Map<String, Integer> own = new HashMap<>();
      for (String level : category.levels()) {
        own.putIfAbsent(level, own.size());
      }
      return slot.levels().stream().mapToDouble(level -> own.getOrDefault(level, UNSEEN)).toArray();
    }

    boolean isPlain() {
      return encoding instanceof NumberEncoding number && number.isIdentity();
    }

    /// What the applicant's value adds to the linear score.
    double contribution(double value) {
      return encoding.contribution(raw(value), coefficients, offset);
    }

    /// The raw value as the encoding has it.
    double raw(double value) {
      return ownLevels == null || !(value >= 0) ? value : ownLevels[(int) value];
    }

    /// Whether the applicant's value keeps the model from scoring.
    boolean isRefused(FeatureVector applicant) {
      return applicant.flawOf(slot) != null || encoding.refusal(raw(applicant.get(slot))) != null;
    }

    /// What was expected of a value that keeps the model from scoring; null if it does not.
    @Nullable String expected(FeatureVector applicant) {
      FeatureVector.Flaw flaw = applicant.flawOf(slot);
      if (flaw != null) {
        return switch (flaw) {
          case WRONG_VALUE -> "expected " + typeInWords();
          case MISNAMED ->
              "expected a field of exactly this name; one came whose name differs from it by case"
                  + " or punctuation";
        };
      }
      Refusal refusal = encoding.refusal(raw(applicant.get(slot)));
      if (refusal == null) {
        return null;
      }
      return switch (refusal) {
        case MISSING -> "expected " + typeInWords() + "; this field may not be missing or null";
        case NOT_POSITIVE -> "expected a number above 0, for its logarithm is taken";
        case UNSEEN_LEVEL -> "expected one of the levels that the model was trained on";
      };
    }

    private String typeInWords() {
      return switch (encoding.type()) {
        case NUMBER -> "a finite number";
        case BOOLEAN -> "true or false";
        case CATEGORY -> "a text";
      };
    }
  }
}
