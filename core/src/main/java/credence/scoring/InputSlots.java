package credence.scoring;

import credence.model.Feature;
import credence.model.Input;
import credence.model.Model;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A model's inputs with their slots in a layout. Immutable.
public final class InputSlots {
  private static final int UNSEEN = (int) Input.UNSEEN;

  private final List<Input> inputs;
  private final int[] slots;

  /// For each input, the model's own index of each level of its slot; null if they are the same.
  private final double[] @Nullable [] ownLevels;

  /// The indexes of the inputs whose missing values are filled, ascending.
  private final int[] filled;

  /// The indexes of the categories for which a level unseen in training counts as the baseline,
  /// ascending.
  private final int[] tolerant;

  private InputSlots(List<Input> inputs, InputLayout layout) {
    this.inputs = List.copyOf(inputs);
    List<InputLayout.Slot> read = inputs.stream().map(layout::slotOf).toList();
    slots = read.stream().mapToInt(InputLayout.Slot::index).toArray();
    ownLevels = new double[inputs.size()][];
    for (int i = 0; i < slots.length; i++) {
      ownLevels[i] = ownLevels(inputs.get(i).levels(), read.get(i).levels());
    }
    filled = indexes(Input::fillsMissing);
    tolerant = indexes(InputSlots::acceptsUnseen);
  }

  private int[] indexes(Predicate<Input> which) {
    return IntStream.range(0, inputs.size()).filter(i -> which.test(inputs.get(i))).toArray();
  }

  private static boolean acceptsUnseen(Input input) {
    return input instanceof Input.CategoryInput category
        && category.unseenLevel() == Feature.UnseenLevel.BASELINE;
  }

  /// The inputs of a model.
  ///
  /// @param layout a layout that includes the model's inputs
  static InputSlots of(Model model, InputLayout layout) {
    return new InputSlots(model.inputs(), layout);
  }

  private static double @Nullable [] ownLevels(List<String> own, List<String> all) {
    if (own.equals(all)) {
      return null;
    }
    Map<String, Integer> places = new HashMap<>();
    for (String level : own) {
      places.putIfAbsent(level, places.size());
    }
    return all.stream().mapToDouble(level -> places.getOrDefault(level, UNSEEN)).toArray();
  }

  /// The number of inputs.
  public int size() {
    return slots.length;
  }

  /// An input.
  ///
  /// @param input its index, from 0, in the order of the model's spec
  public Input input(int input) {
    return inputs.get(input);
  }

  /// The slot of an input in the layout.
  int slot(int input) {
    return slots[input];
  }

  /// The model's own index of each level of an input's slot; null if they are the same.
  double @Nullable [] ownLevels(int input) {
    return ownLevels[input];
  }

  /// A raw value, as [Input] defines it.
  ///
  /// @param ownLevels the input's [#ownLevels(int)]
  /// @param value the value of its slot
  static double raw(double @Nullable [] ownLevels, double value) {
    return ownLevels == null || !(value >= 0) ? value : ownLevels[(int) value];
  }

  /// An applicant's raw value of an input, as [Input] defines it; NaN if it is missing or has an
  /// error.
  double raw(int input, FeatureVector applicant) {
    return raw(ownLevels[input], applicant.get(slots[input]));
  }

  /// Whether an applicant's value of any of the inputs is unusable.
  boolean hasErrors(FeatureVector applicant) {
    if (!applicant.hasErrors()) {
      return false;
    }
    for (int slot : slots) {
      if (applicant.errorOf(slot) != null) {
        return true;
      }
    }
    return false;
  }

  /// The next missing input that is filled; negative if there is none.
  ///
  /// @param from the index of the first input to check
  int nextImputed(FeatureVector applicant, int from) {
    for (int i = firstFrom(filled, from); i < filled.length; i++) {
      int input = filled[i];
      if (Double.isNaN(applicant.get(slots[input]))) {
        return input;
      }
    }
    return -1;
  }

  /// The next category with a level unseen in training that counts as the baseline; negative if
  /// there is none.
  ///
  /// @param from the index of the first input to check
  int nextUnseen(FeatureVector applicant, int from) {
    for (int i = firstFrom(tolerant, from); i < tolerant.length; i++) {
      int input = tolerant[i];
      if (raw(input, applicant) == Input.UNSEEN) {
        return input;
      }
    }
    return -1;
  }

  /// The position of the first of some ascending indexes that is not below a bound.
  private static int firstFrom(int[] inputs, int from) {
    if (from == 0) {
      return 0;
    }
    int position = Arrays.binarySearch(inputs, from);
    return position < 0 ? -position - 1 : position;
  }
}
