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

/// The fields that are read from a record: the id and the layout's inputs. Immutable; shared by all
/// readers of a layout.
final class Fields {
  /// The field that identifies the applicant.
  static final String ID = "id";

  /// Indicates that a field has no slot of a type.
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
  /// @param index its index, from 0; 0 is the id
  /// @param name its name
  /// @param numberSlot the slot for its value as a number, or [#NO_SLOT]
  /// @param booleanSlot the slot for its value as a boolean, or [#NO_SLOT]
  /// @param categorySlot the slot for its value as a category, or [#NO_SLOT]
  /// @param levels the raw value of each level of the category slot
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

    /// Whether any model reads it.
    boolean isInput() {
      return numberSlot >= 0 || booleanSlot >= 0 || categorySlot >= 0;
    }
  }

  /// The table of field names, which maps a name to the field's index.
  NameTable names() {
    return names;
  }

  /// For each field, the table of its levels, which maps a level to its raw value; must not be
  /// modified.
  NameTable[] levels() {
    return levels;
  }

  /// All fields, the id first.
  List<Field> all() {
    return all;
  }

  /// The field with a name; null if it is not read.
  @Nullable Field find(String name) {
    return byName.get(name);
  }

  /// The fields whose name equals another when case and punctuation are ignored.
  List<Field> near(String name) {
    return byPlainName.getOrDefault(NearNames.plain(name), List.of());
  }

  /// The fields' names without case and punctuation.
  Set<String> plainNames() {
    return byPlainName.keySet();
  }

  /// Whether another field's name differs from this one's only in case or punctuation.
  boolean hasNearName(Field field) {
    return near(field.name()).size() > 1;
  }
}
