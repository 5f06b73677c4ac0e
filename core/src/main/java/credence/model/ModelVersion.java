package credence.model;

import credence.evaluation.EvaluationReport;
import credence.evaluation.NumberHistogram;
import credence.evaluation.ReferenceHistogram;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A model with its metrics and provenance. It is immutable and determined by the data, the spec
/// and the versions of Credence and the JDK: it holds no time, author or path.
///
/// @param name its name
/// @param spec the spec as used, with all defaults
/// @param model the model
/// @param standardErrors the standard errors of the coefficients; null if unknown: in documents
///   that predate them, and if nearly collinear columns or too few customers prevent an estimate
/// @param evaluation its metrics on each side
/// @param findings what users should know about the data and the fit
/// @param references the distributions of the training side
/// @param provenance its origin
public record ModelVersion(
    VersionName name,
    ModelSpec spec,
    Model model,
    @Nullable StandardErrors standardErrors,
    EvaluationReport evaluation,
    List<Finding> findings,
    References references,
    Provenance provenance) {
  /// Copies the list.
  ///
  /// @throws IllegalArgumentException if the number of standard errors is not that of the
  ///   coefficients
  public ModelVersion {
    findings = List.copyOf(findings);
    if (standardErrors != null && !model.fits(standardErrors)) {
      throw new IllegalArgumentException("expected a standard error for each coefficient");
    }
  }

  /// The reference distributions for drift of later data.
  ///
  /// @param inputs each input's distribution, before its missing-value rule, in the order of the
  ///   spec's features
  /// @param prediction the distribution of the model's own predictions, as served
  public record References(List<InputReference> inputs, NumberHistogram prediction) {
    /// Copies the list.
    public References {
      inputs = List.copyOf(inputs);
    }

    /// The known ranges of inputs, by name.
    public Map<String, ValueRange> ranges() {
      Map<String, ValueRange> ranges = new LinkedHashMap<>();
      for (InputReference input : inputs) {
        if (input.range() != null) {
          ranges.put(input.input(), input.range());
        }
      }
      return ranges;
    }
  }

  /// One input's distribution on the training side.
  ///
  /// @param input the input's name
  /// @param histogram its values, missing ones in a bin of their own
  /// @param range the range of its values; null unless it is a number with a value, and in
  ///   documents of earlier formats
  /// @param scale the scale of its values; null unless it is a number with a value, and in
  ///   documents that predate it
  public record InputReference(
      String input,
      ReferenceHistogram histogram,
      @Nullable ValueRange range,
      @Nullable ValueScale scale) {
    /// A distribution without a range and a scale.
    public InputReference(String input, ReferenceHistogram histogram) {
      this(input, histogram, null, null);
    }
  }

  /// The scale of a number's values, which determines by how much a report changes the number.
  /// Determined by a sample of the rows, as the edges of [NumberHistogram] are.
  ///
  /// @param lowerQuartile the smallest value that at least a quarter of the values do not exceed
  /// @param upperQuartile likewise for three quarters, at least `lowerQuartile`
  /// @param whole whether all values are integers
  /// @param otherMedian the median of the values that differ from the median of all; null if there
  ///   are none
  public record ValueScale(
      double lowerQuartile, double upperQuartile, boolean whole, @Nullable Double otherMedian) {
    /// Checks the order.
    public ValueScale {
      if (!(lowerQuartile <= upperQuartile)) {
        throw new IllegalArgumentException("expected quartiles that ascend");
      }
    }
  }

  /// A range of numbers, ends included.
  ///
  /// @param low the smallest number
  /// @param high the largest number, at least `low`
  public record ValueRange(double low, double high) {
    /// Checks the order.
    public ValueRange {
      if (!(low <= high)) {
        throw new IllegalArgumentException("expected a range whose ends ascend");
      }
    }

    /// Whether a number is outside the range; false for NaN.
    public boolean excludes(double number) {
      return number < low || number > high;
    }
  }
}
