package credence.scoring;

import credence.model.FeatureType;
import credence.model.Input;
import credence.model.Model;
import credence.model.ValueRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The inputs of a set of models, one slot for each: a reader writes each of an applicant's values
/// once, and each model reads its own slots.
///
/// Models that read the same field as different types, or its values by different rules, have
/// different slots, so a field may have up to five: one as a number, and for each [ValueRule] one
/// as a boolean and one as a category. The levels of a category's slot are those of all models, in
/// order of appearance.
public final class InputLayout {
  private final List<Slot> slots;
  private final Map<String, List<Slot>> slotsByName;

  private InputLayout(List<Slot> slots) {
    this.slots = List.copyOf(slots);
    Map<String, List<Slot>> byName = new LinkedHashMap<>();
    slots.forEach(slot -> byName.computeIfAbsent(slot.name(), _ -> new ArrayList<>()).add(slot));
    byName.replaceAll((_, own) -> List.copyOf(own));
    this.slotsByName = byName;
  }

  /// A slot of the vector.
  ///
  /// @param index its index in the vector, from 0
  /// @param name the input's name
  /// @param type the type of its value
  /// @param rule how values that are not strings are read
  /// @param levels a category's known levels; the slot holds an index into them, or [Input#UNSEEN];
  ///   empty for other types
  public record Slot(
      int index, String name, FeatureType type, ValueRule rule, List<String> levels) {}

  /// Lays out the inputs of some models; equal inputs share a slot.
  public static InputLayout of(Collection<? extends Model> models) {
    record Key(String name, FeatureType type, ValueRule rule) {}
    Map<Key, Set<String>> levels = new LinkedHashMap<>();
    for (Model model : models) {
      for (Input input : model.inputs()) {
        levels
            .computeIfAbsent(
                new Key(input.name(), input.type(), input.rule()), _ -> new LinkedHashSet<>())
            .addAll(input.levels());
      }
    }
    List<Slot> slots = new ArrayList<>();
    levels.forEach(
        (key, own) ->
            slots.add(
                new Slot(slots.size(), key.name(), key.type(), key.rule(), List.copyOf(own))));
    return new InputLayout(slots);
  }

  /// All slots, in order of their index.
  public List<Slot> slots() {
    return slots;
  }

  /// The number of slots.
  public int size() {
    return slots.size();
  }

  /// The names of the inputs, each once, in order of their first slot.
  public Set<String> names() {
    return slotsByName.keySet();
  }

  /// The slots of an input; empty if no model reads it.
  public List<Slot> slotsOf(String name) {
    return slotsByName.getOrDefault(name, List.of());
  }

  /// The slot of an input.
  ///
  /// @throws IllegalArgumentException if the layout does not contain it
  public Slot slotOf(Input input) {
    return slotsOf(input.name()).stream()
        .filter(slot -> slot.type() == input.type() && slot.rule() == input.rule())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no slot for the input " + input.name()));
  }
}
