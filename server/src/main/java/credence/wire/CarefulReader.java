package credence.wire;

import static credence.wire.ReadError.Kind.INVALID_ID;
import static credence.wire.ReadError.Kind.MALFORMED;
import static credence.wire.ReadError.Kind.NOT_A_RECORD;

import credence.model.Input;
import credence.model.ValueRule;
import credence.scoring.FeatureVector;
import credence.scoring.FeatureVector.SlotError;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/// Reads any record with Jackson's parser, and finds every error of an invalid one.
///
/// Bytes are strictly decoded before parsing, and [JsonText] checks what the parser does not. Only
/// the position is used from the parser's messages, since they quote the input.
final class CarefulReader {
  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][+-]?[0-9]++)?");
  private static final String MISNAMED =
      "; found a field whose name differs from it in case or punctuation";

  private final Fields fields;
  private final WireLimits limits;
  private final FeatureVector vector;
  private final JsonFactory json;
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private CharBuffer characters = CharBuffer.allocate(0);

  /// For each field, whether the record contains it.
  private final boolean[] seen;

  /// For each field, whether the record contains a field whose name differs from its name only in
  /// case or punctuation.
  private final boolean[] nearNameSeen;

  private int idFrom;
  private int idTo;

  /// Creates a reader into a vector of the fields' layout.
  CarefulReader(Fields fields, WireLimits limits, FeatureVector vector) {
    this.fields = fields;
    this.limits = limits;
    this.vector = vector;
    this.seen = new boolean[fields.all().size()];
    this.nearNameSeen = new boolean[fields.all().size()];
    this.json =
        JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.nestingDepthMax())
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();
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
  /// @return null if it was read into the vector; the vector is also filled after
  ///   [ReadError.Kind#INVALID_ID]
  @Nullable ReadError read(byte[] bytes, int from, int to) {
    vector.clear();
    Arrays.fill(seen, false);
    Arrays.fill(nearNameSeen, false);
    idFrom = from;
    idTo = from;
    ReadError error = encodingError(bytes, from, to);
    if (error != null) {
      return error;
    }
    try (JsonParser parser =
        json.createParser(
            ObjectReadContext.empty(), characters.array(), 0, characters.position())) {
      return document(parser, from);
    } catch (StreamConstraintsException tooDeep) {
      return malformed(
          "expected objects and arrays nested at most " + limits.nestingDepthMax() + " deep",
          tooDeep.getLocation());
    } catch (JacksonException notJson) {
      return malformed("expected one well-formed JSON value", notJson.getLocation());
    }
  }

  private @Nullable ReadError encodingError(byte[] bytes, int from, int to) {
    if (JsonText.hasByteOrderMark(bytes, from, to)) {
      return ReadError.of(MALFORMED, "expected JSON without a byte order mark");
    }
    ByteBuffer encoded = ByteBuffer.wrap(bytes, from, to - from);
    characters = CharBuffer.allocate(to - from);
    if (decoder.reset().decode(encoded, characters, true).isError()) {
      return ReadError.of(
          MALFORMED,
          "expected well-formed UTF-8; found an invalid sequence at byte "
              + (encoded.position() - from));
    }
    int escape = JsonText.malformedEscape(characters.array(), characters.position());
    return escape < 0 ? null : malformedEscape(escape);
  }

  private ReadError malformedEscape(int at) {
    int line = 1;
    int lineFrom = 0;
    for (int i = 0; i < at; i++) {
      if (characters.array()[i] == '\n') {
        line++;
        lineFrom = i + 1;
      }
    }
    return ReadError.of(
        MALFORMED,
        String.format(
            Locale.ROOT,
            "expected four hexadecimal digits after \\u at line %d, column %d",
            line,
            at - lineFrom + 1));
  }

  private @Nullable ReadError document(JsonParser parser, int from) {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return ReadError.of(MALFORMED, "expected a JSON object, but the input is empty");
    }
    boolean isObject = first == JsonToken.START_OBJECT;
    ReadError error = null;
    if (isObject) {
      error = object(parser, from);
    } else {
      parser.skipChildren();
    }
    if (error != null && error.kind() == MALFORMED) {
      return error;
    }
    if (parser.nextToken() != null) {
      return malformed("expected nothing after the JSON value", parser.currentTokenLocation());
    }
    return isObject ? error : ReadError.of(NOT_A_RECORD, "expected a JSON object");
  }

  /// Reads the top-level object after its opening brace has been read.
  private @Nullable ReadError object(JsonParser parser, int from) {
    boolean isIdInvalid = false;
    int count = 0;
    for (String name = parser.nextName(); name != null; name = parser.nextName()) {
      TokenStreamLocation nameLocation = parser.currentTokenLocation();
      if (++count > limits.fieldsMax()) {
        return malformed("expected at most " + limits.fieldsMax() + " fields", nameLocation);
      }
      noteNearNames(name);
      JsonToken token = parser.nextToken();
      Fields.Field field = fields.find(name);
      if (field != null) {
        if (seen[field.index()]) {
          return malformed("expected the field " + field.name() + " only once", nameLocation);
        }
        seen[field.index()] = true;
        value(parser, token, field);
        if (field.index() == 0) {
          isIdInvalid = !readId(parser, token, from);
        }
      }
      parser.skipChildren();
    }
    markMisnamed();
    return isIdInvalid || !seen[0] ? idError() : null;
  }

  private void noteNearNames(String name) {
    for (Fields.Field near : fields.near(name)) {
      if (!near.name().equals(name)) {
        nearNameSeen[near.index()] = true;
      }
    }
  }

  private void markMisnamed() {
    for (Fields.Field field : fields.all()) {
      if (nearNameSeen[field.index()] && !seen[field.index()]) {
        setError(field, SlotError.MISNAMED);
      }
    }
  }

  private ReadError idError() {
    String expected = limits.expectedId() + (!seen[0] && nearNameSeen[0] ? MISNAMED : "");
    return new ReadError(
        INVALID_ID, "the id is missing or invalid", List.of(FieldError.of(Fields.ID, expected)));
  }

  /// Locates the id's literal; returns whether the value is a valid id.
  private boolean readId(JsonParser parser, JsonToken token, int from) {
    if (token != JsonToken.VALUE_STRING && token != JsonToken.VALUE_NUMBER_INT) {
      return false;
    }
    String text = parser.getString();
    int start = (int) parser.currentTokenLocation().getCharOffset();
    idFrom = from + encodedLength(0, start);
    if (token == JsonToken.VALUE_NUMBER_INT) {
      idTo = idFrom + text.length();
      return text.length() - (text.startsWith("-") ? 1 : 0) <= limits.idDigitsMax();
    }
    idTo = idFrom + encodedLength(start, (int) parser.currentLocation().getCharOffset());
    return !text.isEmpty()
        && text.codePointCount(0, text.length()) <= limits.idCharactersMax()
        && JsonText.isEncodable(text);
  }

  /// The length of a range of the characters in UTF-8, in bytes; each surrogate counts as two.
  private int encodedLength(int from, int to) {
    int length = 0;
    for (int i = from; i < to; i++) {
      char c = characters.array()[i];
      length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return length;
  }

  /// Sets the value or error of each slot of a field; null is equivalent to a missing value.
  private void value(JsonParser parser, JsonToken token, Fields.Field field) {
    if (!field.isInput()) {
      return;
    }
    switch (token) {
      case VALUE_NULL -> {}
      case VALUE_STRING -> {
        String text = parser.getString();
        if (field.numberSlot() != Fields.NO_SLOT) {
          set(field.numberSlot(), number(text));
        }
        text(field.canonical(), text);
        text(field.literal(), text);
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        String text = parser.getString();
        double value = number(text);
        set(field.numberSlot(), value);
        numberByValue(field.canonical(), value);
        numberByLiteral(field.literal(), text, token == JsonToken.VALUE_NUMBER_INT);
      }
      case VALUE_TRUE, VALUE_FALSE -> {
        String text = token == JsonToken.VALUE_TRUE ? "true" : "false";
        setError(field.numberSlot(), SlotError.WRONG_VALUE);
        text(field.canonical(), text);
        text(field.literal(), text);
      }
      default -> setError(field, SlotError.WRONG_VALUE);
    }
  }

  /// The number of a text; NaN if it is not a finite number or is too long.
  private double number(String text) {
    if (text.length() > limits.numberCharactersMax() || !NUMBER.matcher(text).matches()) {
      return Double.NaN;
    }
    double value = Double.parseDouble(text);
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  /// Sets the slots of one rule to a string, or to the text of true or false.
  private void text(Fields.RuleSlots slots, String text) {
    set(slots.booleanSlot(), text.equals("true") ? 1 : text.equals("false") ? 0 : Double.NaN);
    set(slots.categorySlot(), level(slots, text));
  }

  /// Sets the slots that read a field by [ValueRule#CANONICAL] to a number.
  ///
  /// @param value NaN: it cannot be used
  private void numberByValue(Fields.RuleSlots slots, double value) {
    if (!slots.isRead()) {
      return;
    }
    set(slots.booleanSlot(), value == 1 ? 1 : value == 0 ? 0 : Double.NaN);
    set(
        slots.categorySlot(),
        Double.isNaN(value) ? Double.NaN : level(slots, ValueRule.level(value)));
  }

  /// Sets the slots that read a field by [ValueRule#LITERAL] to a number.
  private void numberByLiteral(Fields.RuleSlots slots, String text, boolean isInteger) {
    setError(slots.booleanSlot(), SlotError.WRONG_VALUE);
    set(slots.categorySlot(), isInteger ? level(slots, text) : Double.NaN);
  }

  /// The raw value of a level; NaN if its text is too long.
  private double level(Fields.RuleSlots slots, String text) {
    if (text.length() > limits.textCharactersMax()) {
      return Double.NaN;
    }
    Integer level = slots.levels().get(text);
    return level == null ? Input.UNSEEN : level;
  }

  /// Sets a slot, if there is one, to a raw value.
  ///
  /// @param raw NaN: the value cannot be used
  private void set(int slot, double raw) {
    if (slot < 0) {
      return;
    }
    if (Double.isNaN(raw)) {
      vector.setError(slot, SlotError.WRONG_VALUE);
    } else {
      vector.set(slot, raw);
    }
  }

  /// Sets the error of all slots of a field.
  private void setError(Fields.Field field, SlotError error) {
    setError(field.numberSlot(), error);
    setError(field.canonical().booleanSlot(), error);
    setError(field.canonical().categorySlot(), error);
    setError(field.literal().booleanSlot(), error);
    setError(field.literal().categorySlot(), error);
  }

  private void setError(int slot, SlotError error) {
    if (slot >= 0) {
      vector.setError(slot, error);
    }
  }

  private static ReadError malformed(String expected, @Nullable TokenStreamLocation where) {
    return ReadError.of(
        MALFORMED,
        where == null
            ? expected
            : expected + " at line " + where.getLineNr() + ", column " + where.getColumnNr());
  }
}
