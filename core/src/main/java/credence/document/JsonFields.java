package credence.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The fields of a small JSON object, each of which is read once.
///
/// Works on tokens, so that a server that needs only a few fields of a document does not load a
/// data-binding library. A field of another type, a missing or unread field, and an object that is
/// too large are [IllegalArgumentException]s.
final class JsonFields {
  private static final int VALUES_MAX = 64;

  private final Map<String, @Nullable Object> values;

  private JsonFields(Map<String, @Nullable Object> values) {
    this.values = values;
  }

  /// Reads an object.
  ///
  /// @param json positioned at the object's start; at its end afterwards
  static JsonFields read(JsonParser json) {
    return read(json, "", () -> {});
  }

  /// Reads an object of which one field may be large.
  ///
  /// @param json positioned at the object's start; at its end afterwards
  /// @param large the name of the field that is not read here
  /// @param reader called when the parser is at that field's value; leaves it at the value's end
  static JsonFields read(JsonParser json, String large, Runnable reader) {
    return new Reading(large, reader).object(json);
  }

  private static final class Reading {
    private final String large;
    private final Runnable reader;
    private int values;

    Reading(String large, Runnable reader) {
      this.large = large;
      this.reader = reader;
    }

    JsonFields object(JsonParser json) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("expected an object");
      }
      Map<String, @Nullable Object> read = new LinkedHashMap<>();
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        json.nextToken();
        if (name.equals(large)) {
          reader.run();
        } else {
          read.put(name, value(json));
        }
      }
      return new JsonFields(read);
    }

    private @Nullable Object value(JsonParser json) {
      if (++values > VALUES_MAX) {
        throw new IllegalArgumentException("expected fewer values");
      }
      return switch (json.currentToken()) {
        case START_OBJECT -> object(json);
        case START_ARRAY -> {
          List<@Nullable Object> elements = new ArrayList<>();
          while (json.nextToken() != JsonToken.END_ARRAY) {
            elements.add(value(json));
          }
          yield elements;
        }
        case VALUE_STRING -> json.getString();
        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDoubleValue();
        case VALUE_TRUE -> true;
        case VALUE_FALSE -> false;
        case VALUE_NULL -> null;
        default -> throw new IllegalArgumentException("expected a value");
      };
    }
  }

  String text(String name) {
    return required(name, take(name, String.class));
  }

  @Nullable String textOrNull(String name) {
    return take(name, String.class);
  }

  double number(String name) {
    return required(name, take(name, Double.class));
  }

  @Nullable Double numberOrNull(String name) {
    return take(name, Double.class);
  }

  boolean flag(String name) {
    return required(name, take(name, Boolean.class));
  }

  @Nullable Boolean flagOrNull(String name) {
    return take(name, Boolean.class);
  }

  @Nullable JsonFields fieldsOrNull(String name) {
    return take(name, JsonFields.class);
  }

  /// A list whose elements are all of one type.
  <T> List<T> list(String name, Class<T> kind) {
    List<T> elements = new ArrayList<>();
    for (Object element : required(name, take(name, List.class))) {
      elements.add(required(name, cast(name, element, kind)));
    }
    return elements;
  }

  /// Rejects unread fields.
  void end() {
    if (!values.isEmpty()) {
      throw new IllegalArgumentException("expected no " + values.keySet().iterator().next());
    }
  }

  private <T> @Nullable T take(String name, Class<T> kind) {
    return cast(name, values.remove(name), kind);
  }

  private static <T> @Nullable T cast(String name, @Nullable Object value, Class<T> kind) {
    if (value != null && !kind.isInstance(value)) {
      throw new IllegalArgumentException("expected another type of " + name);
    }
    return kind.cast(value);
  }

  private static <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("expected " + name);
    }
    return value;
  }
}
