package credence.scoring;

import credence.model.Input;
import credence.model.Model;

/// How much memory a model takes that answers, in bytes: the model itself and two scorers by it,
/// since a plan and the one that takes its place live at the same time. An estimate from above,
/// part by part, so that whoever reads a model can stop before it becomes too large. What the
/// versions of a plan share, a slot for each input, is not in it.
public final class Footprint {
  /// What a version takes that has no inputs: its names, its place in lists and tables.
  public static final long VERSION_BYTES = 4_096;

  private static final long INPUT_BYTES = 48 + 2 * 64;
  private static final long PART_BYTES = 40;
  private static final long REFERENCE_BYTES = 8;

  private Footprint() {}

  /// What a model takes.
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

  /// What an input takes, save for its levels.
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

  /// What a level of a category takes.
  public static long ofLevel(String level) {
    return ofText(level) + REFERENCE_BYTES;
  }

  /// What a text takes: its object and its characters, two bytes each unless all of them are Latin.
  public static long ofText(String text) {
    boolean latin = text.chars().allMatch(character -> character < 256);
    return 48 + (latin ? text.length() : 2L * text.length());
  }
}
