package credence.scoring;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One applicant's values in the slots of a layout; reused for each applicant.
///
/// Not thread-safe.
public final class FeatureVector {
  /// Why a slot's value is unusable.
  public enum SlotError {
    /// The value is not of the slot's type.
    WRONG_VALUE,
    /// There is no value, but a field whose name differs from the input's only in case or
    /// punctuation.
    MISNAMED
  }

  private final double[] values;
  private final @Nullable SlotError[] errors;
  private int errorCount;

  /// A vector of missing values.
  ///
  /// @param size the layout's number of slots
  public FeatureVector(int size) {
    values = new double[size];
    errors = new SlotError[size];
    Arrays.fill(values, Double.NaN);
  }

  /// The number of slots.
  public int size() {
    return values.length;
  }

  /// Makes every value missing.
  public void clear() {
    Arrays.fill(values, Double.NaN);
    if (errorCount > 0) {
      Arrays.fill(errors, null);
      errorCount = 0;
    }
  }

  /// Copies the values and errors of another vector of the same layout. Allocates nothing.
  public void copyFrom(FeatureVector other) {
    System.arraycopy(other.values, 0, values, 0, values.length);
    if (errorCount > 0 || other.errorCount > 0) {
      System.arraycopy(other.errors, 0, errors, 0, errors.length);
    }
    errorCount = other.errorCount;
  }

  /// Sets the raw value of a slot, as [credence.model.Encoding] defines it.
  public void set(int slot, double raw) {
    values[slot] = raw;
  }

  /// The raw value of a slot; NaN if it is missing or has an error.
  public double get(int slot) {
    return values[slot];
  }

  /// Marks a slot's value as unusable; it then counts as neither present nor missing.
  public void setError(int slot, SlotError error) {
    values[slot] = Double.NaN;
    if (errors[slot] == null) {
      errorCount++;
    }
    errors[slot] = error;
  }

  /// Whether any slot's value is unusable.
  public boolean hasErrors() {
    return errorCount > 0;
  }

  /// Why a slot's value is unusable; null if it is usable or missing.
  public @Nullable SlotError errorOf(int slot) {
    return errors[slot];
  }

  /// The raw values; must not be modified.
  double[] values() {
    return values;
  }
}
