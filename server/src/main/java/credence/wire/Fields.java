package credence.wire;

import credence.model.NearNames;
import credence.scoring.InputLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The fields that a record is read for: the id and the layout's inputs. Immutable: all readers of
/// a layout share them.
final class Fields {
  /// The field that names the applicant.
  static final String ID = "id";

  /// No slot of that type.
  static final int NO_SLOT = -1;

  private final List<Field> all;
  private final Map<String, Field> byName = new HashMap<>();
  private final Map<String, List<Field>> byPlainName = new HashMap<>();
  private final NameTable names;
  private final NameTable[] levels;

  Fields(InputLayout layout) {
    Set<String> inputs = new LinkedHashSet<>();
    inputs.add(ID);
    inputs.addAll(layout.names());
    List<Field> fields = new ArrayList<>();
    for (String name : inputs) {
      Field field = Field.of(fields.size(), name, layout.slotsOf(name));
      fields.add(field);
      byName.put(name, field);
      byPlainName.computeIfAbsent(NearNames.plain(name), _ -> new ArrayList<>()).add(field);
    }
    all = List.copyOf(fields);
    names = new NameTable(List.copyOf(inputs));
    levels =
        all.stream()
            .map(field -> new NameTable(List.copyOf(field.levels().keySet())))
            .toArray(NameTable[]::new);
  }

  /// A field and its slots, at most one of each type.
  ///
  /// @param index its place among the fields, from 0; the id's is 0
  /// @param name its name
  /// @param numberSlot the slot that reads it as a number, or [#NO_SLOT]
  /// @param booleanSlot the slot that reads it as true or false, or [#NO_SLOT]
  /// @param categorySlot the slot that reads it as a category, or [#NO_SLOT]
  /// @param levels the raw value of each level of the category's slot
  record Field(
      int index,
      String name,
      int numberSlot,
      int booleanSlot,
      int categorySlot,
      Map<String, Integer> levels) {
    private static Field of(int index, String name, List<InputLayout.Slot> slots) {
      int number = NO_SLOT;
      int bool = NO_SLOT;
      int category = NO_SLOT;
      Map<String, Integer> levels = new LinkedHashMap<>();
      for (InputLayout.Slot slot : slots) {
        switch (slot.type()) {
          case NUMBER -> number = slot.index();
          case BOOLEAN -> bool = slot.index();
          case CATEGORY -> {
            category = slot.index();
            slot.levels().forEach(level -> levels.put(level, levels.size()));
          }
        }
      }
      return new Field(index, name, number, bool, category, levels);
    }

    /// Whether some model reads it.
    boolean isInput() {
      return numberSlot >= 0 || booleanSlot >= 0 || categorySlot >= 0;
    }
  }

  /// Finds a field's index by its name.
  NameTable names() {
    return names;
  }

  /// For each field what finds the raw value of a category's level; not to be changed.
  NameTable[] levels() {
    return levels;
  }

  /// All fields, the id first.
  List<Field> all() {
    return all;
  }

  /// The field of a name; null if nothing is read from it.
  @Nullable Field find(String name) {
    return byName.get(name);
  }

  /// The fields whose name differs from another, if at all, only by case or punctuation.
  List<Field> near(String name) {
    return byPlainName.getOrDefault(NearNames.plain(name), List.of());
  }

  /// The fields' names without case and punctuation.
  Set<String> plainNames() {
    return byPlainName.keySet();
  }

  /// Whether another field's name differs from this one's only by case or punctuation.
  boolean hasNearName(Field field) {
    return near(field.name()).size() > 1;
  }
}
