package credence.scoring;

import credence.model.Input;
import credence.model.Model;

/// The memory size of a model that is served, in bytes: the model itself and two scorers, since a
/// plan and its replacement exist at the same time. An upper estimate by part, so that reading a
/// model can stop before it becomes too large. The slots that the versions of a plan share are not
/// included.
public final class Footprint {
  /// The size of a version without inputs: its names and entries in lists and tables.
  public static final long VERSION_BYTES = 4_096;

  private static final long INPUT_BYTES = 48 + 2 * 64;
  private static final long PART_BYTES = 40;
  private static final long REFERENCE_BYTES = 8;

  private Footprint() {}

  /// The size of a model.
  public static long of(Model model) {
    long bytes = VERSION_BYTES + model.parameterBytes();
    for (Input input : model.inputs()) {
      bytes += of(input);
      for (String level : input.levels()) {
        bytes += ofLevel(level);
      }
    }
    return bytes;
  }

  /// The size of an input without its levels.
  public static long of(Input input) {
    return INPUT_BYTES
        + ofText(input.name())
        + switch (input) {
          case Input.NumberInput number -> number.fill() == null ? 0 : PART_BYTES;
          case Input.BooleanInput _ -> 0;
          case Input.CategoryInput category ->
              PART_BYTES + (category.fill() == null ? 0 : ofText(category.fill()));
        };
  }

  /// The size of a level of a category.
  public static long ofLevel(String level) {
    return ofText(level) + REFERENCE_BYTES;
  }

  /// The size of a string: its object and its characters, two bytes each unless all are Latin-1.
  public static long ofText(String text) {
    boolean latin = text.chars().allMatch(character -> character < 256);
    return 48 + (latin ? text.length() : 2L * text.length());
  }
}
