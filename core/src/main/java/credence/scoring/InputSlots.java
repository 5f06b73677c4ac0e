package credence.scoring;

import credence.model.FeatureType;
import credence.model.Input;
import credence.model.Model;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A model's inputs with their slots in a layout. Immutable.
public final class InputSlots {
  private static final int UNSEEN = (int) Input.UNSEEN;

  private final List<Input> inputs;
  private final int[] slots;

  /// For each input, the model's own index of each level of its slot; null if they are the same.
  private final double[] @Nullable [] ownLevels;

  /// The indexes of the categories among the inputs.
  private final int[] categories;

  private InputSlots(List<Input> inputs, InputLayout layout) {
    this.inputs = List.copyOf(inputs);
    List<InputLayout.Slot> read = inputs.stream().map(layout::slotOf).toList();
    slots = read.stream().mapToInt(InputLayout.Slot::index).toArray();
    ownLevels = new double[inputs.size()][];
    for (int i = 0; i < slots.length; i++) {
      ownLevels[i] = ownLevels(inputs.get(i).levels(), read.get(i).levels());
    }
    categories =
        Stream.iterate(0, i -> i < slots.length, i -> i + 1)
            .filter(i -> inputs.get(i).type() == FeatureType.CATEGORY)
            .mapToInt(i -> i)
            .toArray();
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

  /// The slot of an input.
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

  /// The next input without a value; negative if there is none.
  ///
  /// @param from the index of the first input to check
  int nextMissing(FeatureVector applicant, int from) {
    for (int i = from; i < slots.length; i++) {
      if (Double.isNaN(applicant.get(slots[i]))) {
        return i;
      }
    }
    return -1;
  }

  /// The next category with a level unseen in training; negative if there is none.
  ///
  /// @param from the index of the first input to check
  int nextUnseen(FeatureVector applicant, int from) {
    for (int i : categories) {
      if (i >= from && raw(i, applicant) == Input.UNSEEN) {
        return i;
      }
    }
    return -1;
  }
}
