package credence.wire;

import static credence.wire.Fields.NO_SLOT;

import credence.bytes.ByteSink;
import credence.model.Input;
import credence.model.ValueRule;
import credence.scoring.FeatureVector;
import java.util.Arrays;
import java.util.List;

/// Reads simple valid records, which nearly all requests contain, directly from the bytes into the
/// slots without allocating: flat objects in printable ASCII without escapes and without errors. It
/// delegates everything else to [CarefulReader]: it never rejects a record, and reads every record
/// that it accepts as the careful reader would.
final class FastReader {
  /// Returned instead of a position if the record must be read by the careful reader.
  private static final int NOT_SIMPLE = -1;

  private static final int UNKNOWN_MAX = 64;
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private final WireLimits limits;
  private final FeatureVector vector;
  private final NameTable names;
  private final int[] numberSlots;
  private final RuleSlots canonical;
  private final RuleSlots literal;

  /// For each field, whether it is read only as a number.
  private final boolean[] isNumberOnly;

  /// For each field, whether another field's name differs only in case or punctuation.
  private final boolean[] hasNearName;

  /// Whether the record contains such a field.
  private boolean nearNameSeen;

  private final int[] plainNameHashes;
  private final NumberScanner number = new NumberScanner();

  /// The digits of an integer level that the record writes in another form, such as `5.0`.
  private final ByteSink digits = new ByteSink();

  /// For each field, the number of the last read that contained it; this read's is `readNumber`.
  private final long[] lastSeenIn;

  private long readNumber;
  private int seenCount;

  /// The start and end of each unknown field's name in this record.
  private final int[] unknown = new int[2 * UNKNOWN_MAX];

  private int unknownCount;
  private int idFrom;
  private int idTo;

  /// Creates a reader into a vector of the fields' layout.
  FastReader(Fields fields, WireLimits limits, FeatureVector vector) {
    this.limits = limits;
    this.vector = vector;
    List<Fields.Field> all = fields.all();
    names = fields.names();
    numberSlots = all.stream().mapToInt(Fields.Field::numberSlot).toArray();
    canonical = new RuleSlots(all.stream().map(Fields.Field::canonical).toList());
    literal = new RuleSlots(all.stream().map(Fields.Field::literal).toList());
    isNumberOnly = new boolean[all.size()];
    all.forEach(field -> isNumberOnly[field.index()] = field.isNumberOnly());
    hasNearName = new boolean[all.size()];
    all.forEach(field -> hasNearName[field.index()] = fields.hasNearName(field));
    plainNameHashes = fields.plainNames().stream().mapToInt(String::hashCode).sorted().toArray();
    lastSeenIn = new long[all.size()];
  }

  /// The slots that read each field by one rule.
  private static final class RuleSlots {
    final int[] booleans;
    final int[] categories;
    final NameTable[] levels;

    RuleSlots(List<Fields.RuleSlots> fields) {
      booleans = fields.stream().mapToInt(Fields.RuleSlots::booleanSlot).toArray();
      categories = fields.stream().mapToInt(Fields.RuleSlots::categorySlot).toArray();
      levels = fields.stream().map(Fields.RuleSlots::table).toArray(NameTable[]::new);
    }
  }

  /// The start of the id's literal after a successful read.
  int idFrom() {
    return idFrom;
  }

  /// The end of the id's literal after a successful read.
  int idTo() {
    return idTo;
  }

  /// Reads one record.
  ///
  /// @return whether it was read into the vector; if not, the careful reader must read it
  boolean read(byte[] bytes, int from, int to) {
    vector.clear();
    readNumber++;
    seenCount = 0;
    unknownCount = 0;
    nearNameSeen = false;
    idTo = from;
    int i = Bytes.afterSpace(bytes, from, to);
    if (i == to || bytes[i] != '{') {
      return false;
    }
    int fields = 0;
    do {
      i = field(bytes, Bytes.afterSpace(bytes, i + 1, to), to);
      if (i == NOT_SIMPLE || ++fields > limits.fieldsMax()) {
        return false;
      }
      i = Bytes.afterSpace(bytes, i, to);
      if (i == to) {
        return false;
      }
    } while (bytes[i] == ',');
    return bytes[i] == '}'
        && Bytes.afterSpace(bytes, i + 1, to) == to
        && idTo > from
        && !mayBeMisnamed(bytes);
  }

  /// Reads a field's name and value; returns its end.
  private int field(byte[] bytes, int from, int to) {
    if (from == to || bytes[from] != '"') {
      return NOT_SIMPLE;
    }
    int nameTo = Bytes.plainStringEnd(bytes, from + 1, to);
    if (nameTo < 0) {
      return NOT_SIMPLE;
    }
    int field = names.find(bytes, from + 1, nameTo);
    if (field == NameTable.NONE) {
      noteUnknown(from + 1, nameTo);
    } else if (lastSeenIn[field] == readNumber) {
      return NOT_SIMPLE;
    } else {
      lastSeenIn[field] = readNumber;
      seenCount++;
      nearNameSeen |= hasNearName[field];
    }
    int i = Bytes.afterSpace(bytes, nameTo + 1, to);
    if (i == to || bytes[i] != ':') {
      return NOT_SIMPLE;
    }
    i = Bytes.afterSpace(bytes, i + 1, to);
    return i == to ? NOT_SIMPLE : value(field, bytes, i, to);
  }

  private int value(int field, byte[] bytes, int from, int to) {
    return switch (bytes[from]) {
      case '"' -> string(field, bytes, from + 1, to);
      case 't' -> bool(field, bytes, from, literalEnd(bytes, from, to, TRUE), 1);
      case 'f' -> bool(field, bytes, from, literalEnd(bytes, from, to, FALSE), 0);
      case 'n' -> field == 0 ? NOT_SIMPLE : literalEnd(bytes, from, to, NULL);
      default -> number(field, bytes, from, number.scan(bytes, from, to));
    };
  }

  private static int literalEnd(byte[] bytes, int from, int to, byte[] literal) {
    int end = from + literal.length;
    return end <= to && Arrays.equals(bytes, from, end, literal, 0, literal.length)
        ? end
        : NOT_SIMPLE;
  }

  /// Stores the number scanned last; returns its end if it is valid for the field.
  private int number(int field, byte[] bytes, int from, int end) {
    if (field == NameTable.NONE || end == NOT_SIMPLE) {
      return end;
    }
    if (field == 0) {
      if (!number.isInteger() || number.digits() > limits.idDigitsMax()) {
        return NOT_SIMPLE;
      }
      idFrom = from;
      idTo = end;
    }
    boolean taken =
        setNumber(field, bytes, from, end)
            && (isNumberOnly[field]
                || (setByLiteral(field, bytes, from, end) && setByValue(field, bytes, from, end)));
    return taken ? end : NOT_SIMPLE;
  }

  /// Sets the slots that read a field by [ValueRule#LITERAL], if there are any, to the number
  /// scanned last.
  private boolean setByLiteral(int field, byte[] bytes, int from, int to) {
    return literal.booleans[field] == NO_SLOT
        && (literal.categories[field] == NO_SLOT || number.isInteger())
        && setLevel(literal, field, bytes, from, to);
  }

  /// Sets the slots that read a field by [ValueRule#CANONICAL], if there are any, to the number
  /// scanned last. Levels other than the digits of an integer are left to the careful reader.
  private boolean setByValue(int field, byte[] bytes, int from, int to) {
    int bool = canonical.booleans[field];
    if (bool == NO_SLOT && canonical.categories[field] == NO_SLOT) {
      return true;
    }
    if (to - from > limits.numberCharactersMax()) {
      return false;
    }
    if (bool == NO_SLOT && number.isPlainInteger(bytes)) {
      return setLevel(canonical, field, bytes, from, to);
    }
    double value = number.value(bytes);
    if (bool != NO_SLOT) {
      vector.set(bool, value == 1 ? 1 : 0);
    }
    return (bool == NO_SLOT || value == 1 || value == 0)
        && ValueRule.isExactInteger(value)
        && setLevelOf((long) value, field);
  }

  /// Sets the field's category slot by [ValueRule#CANONICAL], if there is one, to the level of an
  /// integer.
  private boolean setLevelOf(long integer, int field) {
    digits.clear();
    if (integer < 0) {
      digits.writeByte('-');
    }
    digits.writeDecimal(Math.abs(integer));
    return setLevel(canonical, field, digits.array(), 0, digits.size());
  }

  /// Stores true or false; returns its end if it is valid for the field.
  private int bool(int field, byte[] bytes, int from, int end, double raw) {
    if (field == NameTable.NONE || end == NOT_SIMPLE) {
      return end;
    }
    if (field == 0 || numberSlots[field] != NO_SLOT) {
      return NOT_SIMPLE;
    }
    setBoolean(canonical, field, raw);
    setBoolean(literal, field, raw);
    return setLevels(field, bytes, from, end) ? end : NOT_SIMPLE;
  }

  /// Stores a string that starts after its opening quote; returns the position after the closing
  /// quote if the string is valid for the field.
  private int string(int field, byte[] bytes, int from, int to) {
    int quote = Bytes.plainStringEnd(bytes, from, to);
    if (quote < 0) {
      return NOT_SIMPLE;
    }
    int end = quote + 1;
    if (field == NameTable.NONE) {
      return end;
    }
    if (field == 0) {
      if (from == quote || quote - from > limits.idCharactersMax()) {
        return NOT_SIMPLE;
      }
      idFrom = from - 1;
      idTo = end;
    }
    boolean isNumber =
        numberSlots[field] == NO_SLOT
            || (number.scan(bytes, from, quote) == quote && setNumber(field, bytes, from, quote));
    return isNumber
            && setBooleans(field, bytes, from, quote)
            && setLevels(field, bytes, from, quote)
        ? end
        : NOT_SIMPLE;
  }

  /// Sets the field's number slot, if there is one, to the number scanned last.
  private boolean setNumber(int field, byte[] bytes, int from, int to) {
    int slot = numberSlots[field];
    if (slot == NO_SLOT) {
      return true;
    }
    double value = to - from > limits.numberCharactersMax() ? Double.NaN : number.value(bytes);
    vector.set(slot, value);
    return Double.isFinite(value);
  }

  /// Sets the field's boolean slots, if there are any, from a text.
  private boolean setBooleans(int field, byte[] bytes, int from, int to) {
    if (canonical.booleans[field] == NO_SLOT && literal.booleans[field] == NO_SLOT) {
      return true;
    }
    boolean isTrue = literalEnd(bytes, from, to, TRUE) == to;
    setBoolean(canonical, field, isTrue ? 1 : 0);
    setBoolean(literal, field, isTrue ? 1 : 0);
    return isTrue || literalEnd(bytes, from, to, FALSE) == to;
  }

  private void setBoolean(RuleSlots slots, int field, double raw) {
    if (slots.booleans[field] != NO_SLOT) {
      vector.set(slots.booleans[field], raw);
    }
  }

  /// Sets the field's category slots, if there are any, to the level of a text.
  private boolean setLevels(int field, byte[] bytes, int from, int to) {
    return setLevel(canonical, field, bytes, from, to) && setLevel(literal, field, bytes, from, to);
  }

  private boolean setLevel(RuleSlots slots, int field, byte[] bytes, int from, int to) {
    int slot = slots.categories[field];
    if (slot == NO_SLOT) {
      return true;
    }
    int level = slots.levels[field].find(bytes, from, to);
    vector.set(slot, level == NameTable.NONE ? Input.UNSEEN : level);
    return to - from <= limits.textCharactersMax();
  }

  private void noteUnknown(int from, int to) {
    if (unknownCount < UNKNOWN_MAX) {
      unknown[2 * unknownCount] = from;
      unknown[2 * unknownCount + 1] = to;
    }
    unknownCount++;
  }

  /// Whether an input is missing and a field with a similar name may be present. Only if an input
  /// is missing are the names of unknown fields examined. Compares hashes of the names without case
  /// and punctuation; the careful reader compares the names.
  private boolean mayBeMisnamed(byte[] bytes) {
    if (seenCount == lastSeenIn.length) {
      return false;
    }
    if (nearNameSeen || unknownCount > UNKNOWN_MAX) {
      return true;
    }
    for (int i = 0; i < unknownCount; i++) {
      int hash = plainHash(bytes, unknown[2 * i], unknown[2 * i + 1]);
      if (Arrays.binarySearch(plainNameHashes, hash) >= 0) {
        return true;
      }
    }
    return false;
  }

  /// The [String#hashCode()] of the name without case and punctuation.
  private static int plainHash(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      int c = bytes[i];
      int lower = c | 0x20;
      if (lower >= 'a' && lower <= 'z') {
        hash = 31 * hash + lower;
      } else if (c >= '0' && c <= '9') {
        hash = 31 * hash + c;
      }
    }
    return hash;
  }
}
