package credence.wire;

import credence.model.FeatureType;
import credence.model.NearNames;
import credence.model.ValueRule;
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
  }

  /// A field and its slots, at most one as a number.
  ///
  /// @param index its index, from 0; 0 is the id
  /// @param name its name
  /// @param numberSlot the slot that reads it as a number, or [#NO_SLOT]
  /// @param canonical the slots that read it by [ValueRule#CANONICAL]
  /// @param literal the slots that read it by [ValueRule#LITERAL]
  record Field(int index, String name, int numberSlot, RuleSlots canonical, RuleSlots literal) {
    private static Field of(int index, String name, List<InputLayout.Slot> slots) {
      int number =
          slots.stream()
              .filter(slot -> slot.type() == FeatureType.NUMBER)
              .mapToInt(InputLayout.Slot::index)
              .findFirst()
              .orElse(NO_SLOT);
      return new Field(
          index,
          name,
          number,
          RuleSlots.of(ValueRule.CANONICAL, slots),
          RuleSlots.of(ValueRule.LITERAL, slots));
    }

    /// Whether it is read only as a number; also true of a field that is not an input.
    boolean isNumberOnly() {
      return !canonical.isRead() && !literal.isRead();
    }

    /// Whether some model reads it.
    boolean isInput() {
      return numberSlot >= 0 || !isNumberOnly();
    }
  }

  /// The slots that read a field by one rule for values that are not strings.
  ///
  /// @param booleanSlot the slot that reads it as true or false, or [#NO_SLOT]
  /// @param categorySlot the slot that reads it as a category, or [#NO_SLOT]
  /// @param levels the raw value of each level of the category's slot
  /// @param table finds the raw value of a level by its bytes; not to be changed
  record RuleSlots(
      int booleanSlot, int categorySlot, Map<String, Integer> levels, NameTable table) {
    private static final RuleSlots NONE =
        new RuleSlots(NO_SLOT, NO_SLOT, Map.of(), new NameTable(List.of()));

    private static RuleSlots of(ValueRule rule, List<InputLayout.Slot> slots) {
      RuleSlots own = NONE;
      for (InputLayout.Slot slot : slots) {
        if (slot.rule() == rule) {
          own = own.with(slot);
        }
      }
      return own;
    }

    private RuleSlots with(InputLayout.Slot slot) {
      return switch (slot.type()) {
        case NUMBER -> this;
        case BOOLEAN -> new RuleSlots(slot.index(), categorySlot, levels, table);
        case CATEGORY -> {
          Map<String, Integer> indexes = new LinkedHashMap<>();
          slot.levels().forEach(level -> indexes.put(level, indexes.size()));
          yield new RuleSlots(booleanSlot, slot.index(), indexes, new NameTable(slot.levels()));
        }
      };
    }

    /// Whether some model reads the field by this rule.
    boolean isRead() {
      return booleanSlot >= 0 || categorySlot >= 0;
    }
  }

  /// The table of field names, which maps a name to the field's index.
  NameTable names() {
    return names;
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
