package credence.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import credence.model.VersionName;
import java.time.Instant;
import java.util.List;

/// What the tests of registries publish, by whom and when.
public final class RegistryExamples {
  /// The time of every record.
  public static final Instant NOW = Instant.parse("2026-03-01T10:15:30.123Z");

  /// The author of every change, and the reason.
  public static final Change CHANGE = new Change("anna", "quarterly retraining");

  private RegistryExamples() {}

  /// A version's name.
  public static VersionName name(String text) {
    return new VersionName(text);
  }

  /// A document that contains a version's name.
  public static byte[] documentOf(String name) {
    return ("{\"model\":\"" + name + "\"}\n").getBytes(UTF_8);
  }

  /// The names of the versions of a state, in order.
  public static List<String> names(RegistryState state) {
    return state.publications().stream().map(p -> p.name().text()).toList();
  }
}
