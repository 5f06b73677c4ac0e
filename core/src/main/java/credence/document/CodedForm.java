package credence.document;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;

/// The JSON form of a sealed interface whose records are each a code with parameters: an object
/// with the code, the components that have fields of their own, and `parameters`, an object of all
/// other components by name in snake case. Rendered text is never part of it.
///
/// Earlier formats hold a sentence instead of parameters. The record of such a sentence is read and
/// written as its own components, or as plain text if the sentence is its only component.
///
/// @param <T> the sealed interface
public final class CodedForm<T> {
  private static final String CODE = "code";
  private static final String PARAMETERS = "parameters";

  private final Class<T> type;
  private final Class<? extends T> recorded;
  private final String sentence;
  private final Function<T, String> code;
  private final List<String> ownFields;
  private final Map<String, Class<? extends T>> types;

  /// A form.
  ///
  /// @param type the sealed interface; the records that it permits have the codes of their names
  /// @param recorded the one of these records that holds the sentence of an earlier format
  /// @param sentence the component of that record that is the sentence
  /// @param code the code of a value
  /// @param ownFields the components that are not parameters, each null if a record lacks it
  public CodedForm(
      Class<T> type,
      Class<? extends T> recorded,
      String sentence,
      Function<T, String> code,
      List<String> ownFields) {
    this.type = type;
    this.recorded = recorded;
    this.sentence = sentence;
    this.code = code;
    this.ownFields = List.copyOf(ownFields);
    this.types =
        records(type)
            .filter(permitted -> permitted != recorded)
            .map(permitted -> permitted.asSubclass(type))
            .collect(Collectors.toMap(permitted -> dashed(permitted.getSimpleName(), "-"), c -> c));
  }

  /// Reads and writes the form.
  public SimpleModule module() {
    return new SimpleModule(type.getSimpleName())
        .addSerializer(type, new Writer())
        .addDeserializer(type, new Reader());
  }

  /// The records that a sealed interface permits, directly or indirectly.
  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(CodedForm::records)
        : Stream.of(type);
  }

  private static String dashed(String name, String dash) {
    return name.replaceAll("(?<=.)([A-Z])", dash + "$1").toLowerCase(Locale.ROOT);
  }

  private void write(T value, JsonGenerator json, SerializationContext context) {
    Map<String, @Nullable Object> components = components(value);
    if (recorded.isInstance(value)) {
      if (components.size() == 1) {
        json.writeString(String.valueOf(components.get(sentence)));
      } else {
        writeFields(components, json, context);
      }
      return;
    }
    json.writeStartObject();
    json.writeStringProperty(CODE, code.apply(value));
    for (String field : ownFields) {
      json.writeName(field);
      context.writeValue(json, components.remove(field));
    }
    json.writeName(PARAMETERS);
    writeFields(components, json, context);
    json.writeEndObject();
  }

  private static void writeFields(
      Map<String, @Nullable Object> fields, JsonGenerator json, SerializationContext context) {
    json.writeStartObject();
    fields.forEach(
        (name, field) -> {
          json.writeName(name);
          context.writeValue(json, field);
        });
    json.writeEndObject();
  }

  private static Map<String, @Nullable Object> components(Object value) {
    Map<String, @Nullable Object> components = new LinkedHashMap<>();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      try {
        components.put(dashed(component.getName(), "_"), component.getAccessor().invoke(value));
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException(e);
      }
    }
    return components;
  }

  private T read(JsonNode json, DeserializationContext context) {
    if (json.isString()) {
      return context.readTreeAsValue(
          context.getNodeFactory().objectNode().put(sentence, json.stringValue()), recorded);
    }
    if (json.has(sentence)) {
      return context.readTreeAsValue(json, recorded);
    }
    ObjectNode rest = json.deepCopy().asObject();
    Class<? extends T> known = types.get(rest.path(CODE).asString(""));
    rest.remove(CODE);
    if (known == null || !(rest.remove(PARAMETERS) instanceof ObjectNode parameters)) {
      throw new IllegalArgumentException("expected a known code and its parameters");
    }
    ownFields.stream()
        .filter(field -> rest.path(field).isNull() && !has(known, field))
        .forEach(rest::remove);
    parameters.properties().forEach(entry -> rest.set(entry.getKey(), entry.getValue()));
    for (RecordComponent component : known.getRecordComponents()) {
      if (!rest.has(dashed(component.getName(), "_"))) {
        throw new IllegalArgumentException("expected " + component.getName());
      }
    }
    return context.readTreeAsValue(rest, known);
  }

  private static boolean has(Class<?> type, String component) {
    return Arrays.stream(type.getRecordComponents())
        .anyMatch(present -> present.getName().equals(component));
  }

  private final class Writer extends ValueSerializer<T> {
    @Override
    public void serialize(T value, JsonGenerator json, SerializationContext context) {
      write(value, json, context);
    }
  }

  private final class Reader extends ValueDeserializer<T> {
    @Override
    public T deserialize(JsonParser json, DeserializationContext context) {
      return read(context.readTree(json), context);
    }
  }
}
