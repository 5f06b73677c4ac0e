package credence.scoring;

import credence.model.Encoding;
import credence.model.LogisticModel;
import credence.model.NumberEncoding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Scores by logistic regression.
///
/// The linear score is summed in a fixed order: first numbers that are not transformed, then the
/// other inputs, both in the order of the spec; the exponential is [StrictMath]'s. So the result is
/// bit-identical on every machine, in training, batch scoring and serving.
final class LogisticScorer implements Scorer {
  private final InputSlots inputs;
  private final List<Encoding> encodings;
  private final double intercept;
  private final int[] plainSlots;
  private final double[] plainFills;
  private final double[] plainCoefficients;
  private final Term[] terms;

  LogisticScorer(LogisticModel model, InputLayout layout) {
    inputs = InputSlots.of(model, layout);
    encodings = model.encodings();
    intercept = model.intercept();
    double[] coefficients =
        model.coefficients().stream().mapToDouble(Double::doubleValue).toArray();
    List<NumberEncoding> plain = new ArrayList<>();
    List<Integer> plainSlot = new ArrayList<>();
    List<Double> plainCoefficient = new ArrayList<>();
    List<Term> encoded = new ArrayList<>();
    int offset = 0;
    for (int i = 0; i < encodings.size(); i++) {
      Encoding encoding = encodings.get(i);
      if (encoding instanceof NumberEncoding number && number.isIdentity()) {
        plain.add(number);
        plainSlot.add(inputs.slot(i));
        plainCoefficient.add(coefficients[offset]);
      } else {
        encoded.add(new Term(encoding, inputs, i, coefficients, offset));
      }
      offset += encoding.columns();
    }
    plainSlots = plainSlot.stream().mapToInt(Integer::intValue).toArray();
    plainFills = plain.stream().mapToDouble(NumberEncoding::fillOrNaN).toArray();
    plainCoefficients = plainCoefficient.stream().mapToDouble(Double::doubleValue).toArray();
    terms = encoded.toArray(Term[]::new);
  }

  /// An input whose value is encoded.
  private static final class Term {
    final Encoding encoding;
    final int slot;
    final double[] coefficients;
    final int offset;
    final double @Nullable [] ownLevels;

    Term(Encoding encoding, InputSlots inputs, int input, double[] coefficients, int offset) {
      this.encoding = encoding;
      this.slot = inputs.slot(input);
      this.ownLevels = inputs.ownLevels(input);
      this.coefficients = coefficients;
      this.offset = offset;
    }

    /// The contribution of the applicant's value to the linear score.
    double contribution(double value) {
      return encoding.contribution(InputSlots.raw(ownLevels, value), coefficients, offset);
    }
  }

  @Override
  public InputSlots inputs() {
    return inputs;
  }

  @Override
  public double probability(FeatureVector applicant) {
    return probability(applicant.values());
  }

  /// Scores are summed input by input; applicants with missing values are handled individually.
  @Override
  public void probabilities(double[][] columns, int count, double[] into) {
    Arrays.fill(into, 0, count, intercept);
    for (int i = 0; i < plainSlots.length; i++) {
      addWeighted(columns[plainSlots[i]], plainCoefficients[i], count, into);
    }
    for (Term term : terms) {
      double[] column = columns[term.slot];
      for (int row = 0; row < count; row++) {
        into[row] += term.contribution(column[row]);
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
    for (Term term : terms) {
      z += term.contribution(values[term.slot]);
    }
    return probability(z);
  }

  private static double probability(double z) {
    return 1 / (1 + StrictMath.exp(-z));
  }

  @Override
  public boolean rejects(int input, double raw) {
    return encodings.get(input).valueError(raw) != null;
  }

  @Override
  public @Nullable String expected(int input, double raw) {
    Encoding encoding = encodings.get(input);
    Encoding.ValueError valueError = encoding.valueError(raw);
    if (valueError == null) {
      return null;
    }
    return switch (valueError) {
      case MISSING ->
          "expected "
              + Scorer.typeInWords(inputs.input(input))
              + "; this field must not be missing or null";
      case NOT_POSITIVE -> "expected a number above 0, because its logarithm is taken";
      case UNSEEN_LEVEL -> "expected one of the levels that the model was trained on";
    };
  }

  @Override
  public String expectedTogether() {
    return "expected numbers whose weighted sum is within the range of a double";
  }
}
