package credence.registry;

import static credence.registry.RegistryExamples.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credence.assignment.AssignmentKey;
import credence.model.VersionName;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

@DisplayName("The JSON of the history")
class HistoryJsonTest {
  private static final VersionName A = new VersionName("a");
  private static final VersionName B = new VersionName("b");
  private static final VersionName C = new VersionName("c");
  private static final AssignmentKey KEY = new AssignmentKey(0x0123456789abcdefL, 255);
  private static final String SHA = "ab".repeat(32);
  private static final String TIME = "\"time\":\"2026-03-01T10:15:30.123Z\",";
  private static final Change PLAIN = new Change("anna", "quarterly \"Güte\"");
  private static final Change DETAILED =
      new Change("anna", "why", new TreeMap<>(Map.of("run", "r-17", "override", "AUC")));

  /// An event with its fields in each form.
  record Example(Event event, String stored, String served, String printed) {
    Example(Event event, String everywhere) {
      this(event, everywhere, everywhere, everywhere);
    }
  }

  /// Each kind of event, and a rollback of each alias.
  static final List<Example> EXAMPLES =
      List.of(
          new Example(
              new Event.Published(A, SHA, true),
              "\"kind\":\"published\",\"version\":\"a\",\"alias\":\"champion\",\"after\":\"a\","
                  + "\"sha256\":\""
                  + SHA
                  + "\"",
              "\"kind\":\"published\",\"version\":\"a\",\"alias\":\"champion\",\"before\":null,"
                  + "\"after\":\"a\",\"sha256\":\""
                  + SHA
                  + "\"",
              "\"kind\":\"published\",\"version\":\"a\",\"alias\":\"champion\",\"before\":null,"
                  + "\"after\":\"a\",\"sha256\":\""
                  + SHA
                  + "\""),
          new Example(
              new Event.Published(B, SHA, false),
              "\"kind\":\"published\",\"version\":\"b\",\"sha256\":\"" + SHA + "\""),
          new Example(
              new Event.Promoted(new AliasTransition.Champion(A, B)),
              "\"kind\":\"promoted\",\"version\":\"b\",\"alias\":\"champion\",\"before\":\"a\","
                  + "\"after\":\"b\""),
          new Example(
              new Event.Challenged(
                  new AliasTransition.Challenger(null, B, new Challenge(7, 0.1)), KEY),
              "\"kind\":\"challenged\",\"version\":\"b\",\"alias\":\"challenger\",\"after\":\"b\","
                  + "\"challenge\":{\"id\":7,\"share\":0.1},"
                  + "\"assignmentKey\":\"0123456789abcdef00000000000000ff\"",
              "\"kind\":\"challenged\",\"version\":\"b\",\"alias\":\"challenger\",\"before\":null,"
                  + "\"after\":\"b\",\"share\":0.1",
              "\"kind\":\"challenged\",\"version\":\"b\",\"alias\":\"challenger\",\"before\":null,"
                  + "\"after\":\"b\",\"challenge\":7,\"share\":0.1"),
          new Example(
              new Event.Challenged(new AliasTransition.Challenger(B, C, new Challenge(7, 1)), null),
              "\"kind\":\"challenged\",\"version\":\"c\",\"alias\":\"challenger\",\"before\":\"b\","
                  + "\"after\":\"c\",\"challenge\":{\"id\":7,\"share\":1.0}",
              "\"kind\":\"challenged\",\"version\":\"c\",\"alias\":\"challenger\",\"before\":\"b\","
                  + "\"after\":\"c\",\"share\":1.0",
              "\"kind\":\"challenged\",\"version\":\"c\",\"alias\":\"challenger\",\"before\":\"b\","
                  + "\"after\":\"c\",\"challenge\":7,\"share\":1.0"),
          new Example(
              new Event.ChallengeStopped(new AliasTransition.NoChallenger(B)),
              "\"kind\":\"challenge-stopped\",\"version\":\"b\",\"alias\":\"challenger\","
                  + "\"before\":\"b\"",
              "\"kind\":\"challenge-stopped\",\"version\":\"b\",\"alias\":\"challenger\","
                  + "\"before\":\"b\",\"after\":null",
              "\"kind\":\"challenge-stopped\",\"version\":\"b\",\"alias\":\"challenger\","
                  + "\"before\":\"b\",\"after\":null"),
          new Example(
              new Event.ShadowsChanged(new AliasTransition.Shadows(B, List.of(B, C))),
              "\"kind\":\"shadows-changed\",\"version\":\"b\",\"alias\":\"shadow\","
                  + "\"shadows\":[\"b\",\"c\"]",
              "\"kind\":\"shadows-changed\",\"version\":\"b\",\"alias\":\"shadow\","
                  + "\"shadows\":[\"b\",\"c\"]",
              "\"kind\":\"shadows-changed\",\"version\":\"b\",\"alias\":\"shadow\",\"before\":null,"
                  + "\"after\":null,\"shadows\":[\"b\",\"c\"]"),
          new Example(
              new Event.ShadowsChanged(new AliasTransition.Shadows(B, List.of())),
              "\"kind\":\"shadows-changed\",\"version\":\"b\",\"alias\":\"shadow\",\"shadows\":[]",
              "\"kind\":\"shadows-changed\",\"version\":\"b\",\"alias\":\"shadow\",\"shadows\":[]",
              "\"kind\":\"shadows-changed\",\"version\":\"b\",\"alias\":\"shadow\",\"before\":null,"
                  + "\"after\":null"),
          new Example(
              new Event.RolledBack(new AliasTransition.Champion(B, A)),
              "\"kind\":\"rolled-back\",\"version\":\"a\",\"alias\":\"champion\",\"before\":\"b\","
                  + "\"after\":\"a\""),
          new Example(
              new Event.RolledBack(new AliasTransition.Challenger(C, B, new Challenge(4, 0.25))),
              "\"kind\":\"rolled-back\",\"version\":\"b\",\"alias\":\"challenger\",\"before\":\"c\","
                  + "\"after\":\"b\",\"challenge\":{\"id\":4,\"share\":0.25}",
              "\"kind\":\"rolled-back\",\"version\":\"b\",\"alias\":\"challenger\",\"before\":\"c\","
                  + "\"after\":\"b\",\"share\":0.25",
              "\"kind\":\"rolled-back\",\"version\":\"b\",\"alias\":\"challenger\",\"before\":\"c\","
                  + "\"after\":\"b\",\"challenge\":4,\"share\":0.25"),
          new Example(
              new Event.RolledBack(new AliasTransition.NoChallenger(B)),
              "\"kind\":\"rolled-back\",\"version\":\"b\",\"alias\":\"challenger\",\"before\":\"b\"",
              "\"kind\":\"rolled-back\",\"version\":\"b\",\"alias\":\"challenger\",\"before\":\"b\","
                  + "\"after\":null",
              "\"kind\":\"rolled-back\",\"version\":\"b\",\"alias\":\"challenger\",\"before\":\"b\","
                  + "\"after\":null"),
          new Example(
              new Event.RolledBack(new AliasTransition.Shadows(C, List.of(B))),
              "\"kind\":\"rolled-back\",\"version\":\"c\",\"alias\":\"shadow\",\"shadows\":[\"b\"]",
              "\"kind\":\"rolled-back\",\"version\":\"c\",\"alias\":\"shadow\",\"shadows\":[\"b\"]",
              "\"kind\":\"rolled-back\",\"version\":\"c\",\"alias\":\"shadow\",\"before\":null,"
                  + "\"after\":null,\"shadows\":[\"b\"]"),
          new Example(new Event.Retired(B), "\"kind\":\"retired\",\"version\":\"b\""),
          new Example(new Event.Reinstated(B), "\"kind\":\"reinstated\",\"version\":\"b\""),
          new Example(new Event.Removed(B), "\"kind\":\"removed\",\"version\":\"b\""));

  private static String text(HistoryRecord record, HistoryJson.Form form) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      HistoryJson.write(json, record, form);
    }
    return text.toString();
  }

  @ParameterizedTest
  @FieldSource("EXAMPLES")
  void hasTheseFieldsInThisOrderInEachForm(Example example) {
    HistoryRecord plain = new HistoryRecord(12, NOW, example.event(), PLAIN);
    String begin = "{\"sequence\":12," + TIME;
    String end = ",\"author\":\"anna\",\"reason\":\"quarterly \\\"Güte\\\"\"";
    assertThat(text(plain, HistoryJson.Form.STORED))
        .isEqualTo(begin + example.stored() + end + "}");
    assertThat(text(plain, HistoryJson.Form.SERVED))
        .isEqualTo(begin + example.served() + end + "}");
    assertThat(text(plain, HistoryJson.Form.PRINTED))
        .isEqualTo(begin + example.printed() + end + ",\"details\":{}}");
    assertThat(new String(HistoryJson.stored(plain), UTF_8))
        .isEqualTo(text(plain, HistoryJson.Form.STORED));
  }

  @ParameterizedTest
  @FieldSource("EXAMPLES")
  void isReadBackFromItsStoredForm(Example example) throws HistoryJson.Invalid {
    HistoryRecord record = new HistoryRecord(12, NOW, example.event(), DETAILED);
    assertThat(HistoryJson.read(HistoryJson.stored(record))).isEqualTo(record);
  }

  @ParameterizedTest
  @EnumSource(HistoryJson.Form.class)
  void hasTheDetailsAtItsEnd(HistoryJson.Form form) {
    HistoryRecord record = new HistoryRecord(3, NOW, new Event.Retired(B), DETAILED);
    assertThat(text(record, form))
        .endsWith(
            ",\"author\":\"anna\",\"reason\":\"why\","
                + "\"details\":{\"override\":\"AUC\",\"run\":\"r-17\"}}");
  }

  @Test
  void hasAnExampleHereForEachKindOfEvent() {
    assertThat(EXAMPLES)
        .extracting(example -> example.event().kind())
        .contains(Event.Kind.values());
  }
}
