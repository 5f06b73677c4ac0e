package credence.scoring;

import credence.model.BooleanEncoding;
import credence.model.CategoryEncoding;
import credence.model.Encoding;
import credence.model.LogisticModel;
import credence.model.Model;
import credence.model.NumberEncoding;

/// How much memory a model takes that answers, in bytes: the model itself and two scorers by it,
/// since a plan and the one that takes its place live at the same time. An estimate from above,
/// part by part, so that whoever reads a model can stop before it becomes too large. What the
/// versions of a plan share, a slot for each input, is not in it.
public final class Footprint {
  /// What a version takes that has no inputs: its names, its place in lists and tables.
  public static final long VERSION_BYTES = 4_096;

  /// What a coefficient takes: as a number of the model, and in two scorers.
  public static final long COEFFICIENT_BYTES = 24 + 2 * 16;

  private static final long ENCODING_BYTES = 48 + 2 * 64;
  private static final long PART_BYTES = 40;
  private static final long REFERENCE_BYTES = 8;

  private Footprint() {}

  /// What a model takes.
  public static long of(Model model) {
    LogisticModel logistic = (LogisticModel) model;
    long bytes = VERSION_BYTES + COEFFICIENT_BYTES * logistic.coefficients().size();
    for (Encoding encoding : logistic.encodings()) {
      bytes += of(encoding);
      if (encoding instanceof CategoryEncoding category) {
        for (String level : category.levels()) {
          bytes += ofLevel(level);
        }
      }
    }
    return bytes;
  }

  /// What an encoding takes, save for its coefficients and levels.
  public static long of(Encoding encoding) {
    return ENCODING_BYTES
        + ofText(encoding.name())
        + switch (encoding) {
          case NumberEncoding number ->
              (number.fill() == null ? 0 : PART_BYTES)
                  + (number.clip() == null ? 0 : PART_BYTES)
                  + (number.standardisation() == null ? 0 : PART_BYTES);
          case BooleanEncoding _ -> 0;
          case CategoryEncoding category ->
              PART_BYTES + (category.fill() == null ? 0 : ofText(category.fill()));
        };
  }

  /// What a level of a category takes, save for its coefficient.
  public static long ofLevel(String level) {
    return ofText(level) + REFERENCE_BYTES;
  }

  /// What a text takes: its object and its characters, two bytes each unless all of them are Latin.
  public static long ofText(String text) {
    boolean latin = text.chars().allMatch(character -> character < 256);
    return 48 + (latin ? text.length() : 2L * text.length());
  }
}
