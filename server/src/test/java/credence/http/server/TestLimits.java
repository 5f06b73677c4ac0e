package credence.http.server;

import credence.http.settings.LimitSettings;
import credence.http.settings.TimeoutSettings;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Map;

/// Settings that differ from the defaults in some values.
public final class TestLimits {
  private TestLimits() {}

  /// The default limits with some other values.
  ///
  /// @param others the limits that differ, by name
  public static LimitSettings with(Map<String, Number> others) {
    return with(LimitSettings.class, LimitSettings.defaults(), others);
  }

  /// The timeouts of tests with some other values.
  ///
  /// @param others the timeouts that differ, by name
  public static TimeoutSettings timeouts(Map<String, Number> others) {
    return with(TimeoutSettings.class, RunningServer.testing().timeouts(), others);
  }

  private static <T extends Record> T with(Class<T> type, T defaults, Map<String, Number> others) {
    RecordComponent[] components = type.getRecordComponents();
    try {
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        Number other = others.get(components[i].getName());
        values[i] = components[i].getAccessor().invoke(defaults);
        if (other != null) {
          values[i] =
              components[i].getType() == long.class
                  ? (Object) other.longValue()
                  : (Object) other.intValue();
        }
      }
      return type.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new))
          .newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.toString(), e);
    }
  }
}
