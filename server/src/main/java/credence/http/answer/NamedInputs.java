package credence.http.answer;

import credence.scoring.InputLayout;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Inputs that a header field of an answer names, each once, in the order in which they are added;
/// reused for each answer. Not thread-safe.
final class NamedInputs {
  /// The maximum number of inputs that a field names.
  static final int NAMES_MAX = 20;

  /// The maximum length of their names with the separators, in characters.
  static final int CHARACTERS_MAX = 2_048;

  private static final String SEPARATOR = ", ";

  private final Names names;
  private final BitSet added = new BitSet();

  /// The first of the added names.
  private final int[] listed = new int[NAMES_MAX];

  private int size;

  NamedInputs(Names names) {
    this.names = names;
  }

  /// The names of a layout's inputs as header fields write them: percent-encoded. Immutable; shared
  /// by all event loops.
  static final class Names {
    /// For each slot the index of its input's name, from 0.
    private final int[] nameOfSlot;

    private final String[] encoded;

    Names(InputLayout layout) {
      Map<String, Integer> indexes = new HashMap<>();
      layout.names().forEach(name -> indexes.put(name, indexes.size()));
      nameOfSlot = layout.slots().stream().mapToInt(slot -> indexes.get(slot.name())).toArray();
      encoded = layout.names().stream().map(Names::encoded).toArray(String[]::new);
    }

    private static String encoded(String name) {
      return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
  }

  /// An empty instance for the same layout.
  NamedInputs forAnotherThread() {
    return new NamedInputs(names);
  }

  /// Removes all inputs.
  void clear() {
    if (size > 0) {
      size = 0;
      added.clear();
    }
  }

  /// Adds an input.
  ///
  /// @param slot a slot of the input
  void add(int slot) {
    int name = names.nameOfSlot[slot];
    if (!added.get(name)) {
      added.set(name);
      if (size < NAMES_MAX) {
        listed[size] = name;
      }
      size++;
    }
  }

  /// The value of the field: the names, separated by commas. If there are more than [#NAMES_MAX],
  /// or they are longer than [#CHARACTERS_MAX], the number of those that are not named follows, as
  /// `+12`.
  ///
  /// @return null if there are no inputs
  @Nullable String header() {
    if (size == 0) {
      return null;
    }
    StringBuilder header = new StringBuilder();
    int named = 0;
    while (named < Math.min(size, NAMES_MAX)) {
      String name = names.encoded[listed[named]];
      String separator = named == 0 ? "" : SEPARATOR;
      if (header.length() + separator.length() + name.length() > CHARACTERS_MAX) {
        break;
      }
      header.append(separator).append(name);
      named++;
    }
    if (named < size) {
      header.append(named == 0 ? "" : SEPARATOR).append('+').append(size - named);
    }
    return header.toString();
  }
}
