package credence.wording;

import credence.evaluation.Interval;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Values of the records that a sealed interface permits, created from their components' types.
final class Examples {
  private static final int VALUE = 2;

  private Examples() {}

  /// Every value of a type that its enums, booleans and sealed components can be made into, one
  /// after the other; nullable components are also null.
  static Stream<Object> of(Class<?> type) {
    if (type.isSealed()) {
      return Arrays.stream(type.getPermittedSubclasses()).flatMap(Examples::of);
    }
    RecordComponent[] components = type.getRecordComponents();
    int variants = 1;
    for (RecordComponent component : components) {
      variants = Math.max(variants, values(component).size());
    }
    return Stream.iterate(0, variant -> variant + 1).limit(variants).map(v -> value(type, v));
  }

  private static Object value(Class<?> type, int variant) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    @Nullable Object[] arguments = new @Nullable Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      List<@Nullable Object> values = values(components[i]);
      arguments[i] = values.get(variant % values.size());
    }
    try {
      return type.getDeclaredConstructor(types).newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(type + " from " + Arrays.toString(arguments), e);
    }
  }

  private static List<@Nullable Object> values(RecordComponent component) {
    List<@Nullable Object> values =
        new ArrayList<>(values(component.getType(), component.getName()));
    if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
      values.add(null);
    }
    return values;
  }

  private static List<Object> values(Class<?> type, String name) {
    if (type == String.class) {
      return List.of(name + "-name");
    }
    if (type == long.class) {
      return List.of((long) VALUE, 1L);
    }
    if (type == int.class) {
      return List.of(VALUE);
    }
    if (type == double.class || type == Double.class) {
      return List.of(-0.25);
    }
    if (type == boolean.class || type == Boolean.class) {
      return List.of(true, false);
    }
    if (type == List.class) {
      return List.of(List.of("First"), List.of("First", "Second"));
    }
    if (type == Interval.class) {
      return List.of(new Interval(0.25, 0.75, 0.95), new Interval(0.6, 0.75, 0.95));
    }
    if (type.isEnum()) {
      return List.of(type.getEnumConstants());
    }
    return of(type).toList();
  }
}
