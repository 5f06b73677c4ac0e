package credence.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The fields of a small JSON object, each to be taken once. Reads tokens alone: a server that only
/// wants a few fields of a document need not load a library that binds whole records.
///
/// What is not as asked for, missing, or left over is an [IllegalArgumentException].
final class JsonFields {
  private final Map<String, @Nullable Object> values;

  private JsonFields(Map<String, @Nullable Object> values) {
    this.values = values;
  }

  /// Reads an object.
  ///
  /// @param json stands at the object's beginning; stands at its end afterwards
  static JsonFields read(JsonParser json) {
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("expected an object");
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      values.put(name, value(json));
    }
    return new JsonFields(values);
  }

  private static @Nullable Object value(JsonParser json) {
    return switch (json.currentToken()) {
      case START_OBJECT -> read(json);
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

  boolean truth(String name) {
    return required(name, take(name, Boolean.class));
  }

  @Nullable Boolean truthOrNull(String name) {
    return take(name, Boolean.class);
  }

  @Nullable JsonFields fieldsOrNull(String name) {
    return take(name, JsonFields.class);
  }

  /// A list whose elements are all of one kind.
  <T> List<T> list(String name, Class<T> kind) {
    List<T> elements = new ArrayList<>();
    for (Object element : required(name, take(name, List.class))) {
      elements.add(required(name, cast(name, element, kind)));
    }
    return elements;
  }

  /// Refuses what nobody asked for.
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
      throw new IllegalArgumentException("expected another kind of " + name);
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
