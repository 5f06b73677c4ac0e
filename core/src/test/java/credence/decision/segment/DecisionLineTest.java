package credence.decision.segment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credence.bytes.ByteSink;
import credence.decision.DecisionNumber;
import credence.decision.DecisionRecords;
import credence.decision.RequestOrigin;
import credence.scoring.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A line of the decision log")
final class DecisionLineTest {
  private static final String WRITER = "abcdefghjkmn";
  private static final JsonMapper JSON = new JsonMapper();

  private final DecisionRecords records = new DecisionRecords();

  private byte[] line(int record) {
    ByteSink sink = new ByteSink();
    new DecisionLine(WRITER).write(records, record, sink);
    return sink.toByteArray();
  }

  private JsonNode read(int record) throws Exception {
    return JSON.readTree(line(record));
  }

  private void add(String content, String id, RequestOrigin origin, Prediction prediction) {
    long number = DecisionNumber.of(3, records.size() + 1L);
    TestDecisions.add(records, number, content, id, origin, prediction);
  }

  @Test
  void namesTheDecisionItsTimeAndTheVersionThatMadeIt() throws Exception {
    add("{\"id\":\"a\",\"income\":5}", "\"a\"", RequestOrigin.NONE, TestDecisions.prediction(-1));
    JsonNode line = read(0);
    assertThat(line.get("format").asInt()).isEqualTo(1);
    assertThat(line.get("kind").asString()).isEqualTo("decision");
    assertThat(line.get("decision").asString()).isEqualTo(WRITER + "-3-1");
    assertThat(line.get("time").asString()).isEqualTo("2025-12-01T00:00:00.123456Z");
    assertThat(line.get("history").asLong()).isEqualTo(17);
    JsonNode prediction = line.get("predictions").get(0);
    assertThat(prediction.get("version").asString()).isEqualTo("model_1");
    assertThat(prediction.get("document").asString()).isEqualTo(TestDecisions.HASH);
    assertThat(prediction.get("route").asString()).isEqualTo("default");
  }

  @Test
  void containsTheRecordAsReceivedExceptForLineBreaksBetweenTokens() throws Exception {
    String content =
        "{\"id\": 42,\r\n\t\"n\\u00e4me\\n\": \"a\\\\b \\\"q\\\" ü😀\",\n\"income\": 1e-3}";
    add(content, "42", RequestOrigin.NONE, TestDecisions.prediction(0));
    assertThat(read(0).get("input").asString()).isEqualTo(content.replaceAll("[\r\n]", " "));
    assertThat(read(0).get("id").asString()).isEqualTo("42");
    assertThat(new String(line(0), UTF_8).indexOf('\n')).isEqualTo(line(0).length - 1 - surplus());
  }

  /// The bytes of characters that are more than one byte long, in excess of their UTF-16 units.
  private int surplus() {
    return line(0).length - new String(line(0), UTF_8).length();
  }

  @Test
  void containsTheTextOfAnIdThatIsAString() throws Exception {
    String content = "{\"id\":\"a\\\"b\\\\ü\"}";
    add(content, "\"a\\\"b\\\\ü\"", RequestOrigin.NONE, TestDecisions.prediction(0));
    assertThat(read(0).get("id").asString()).isEqualTo("a\"b\\ü");
  }

  @Test
  void keepsAllBitsOfAProbability() throws Exception {
    long seed = 20261201;
    Random random = new Random(seed);
    List<Double> expected = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      Prediction prediction = TestDecisions.prediction(random.nextGaussian() * 40);
      expected.add(prediction.probability());
      add("{\"id\":1}", "1", RequestOrigin.NONE, prediction);
    }
    for (int i = 0; i < expected.size(); i++) {
      double read = read(i).get("predictions").get(0).get("probability").asDouble();
      assertThat(Double.doubleToRawLongBits(read))
          .as("record %d of seed %d", i, seed)
          .isEqualTo(Double.doubleToRawLongBits(expected.get(i)));
    }
  }

  @Test
  void saysWhatTheRequestSaysOfItself() throws Exception {
    String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    Prediction prediction = TestDecisions.prediction(0);
    add("{\"id\":1}", "1", new RequestOrigin("r\"\\{", trace, true), prediction);
    add("{\"id\":1}", "1", RequestOrigin.NONE, prediction);
    assertThat(read(0).get("request").asString()).isEqualTo("r\"\\{");
    assertThat(read(0).get("traceparent").asString()).isEqualTo(trace);
    assertThat(read(0).get("test").asBoolean()).isTrue();
    assertThat(read(1).get("request").asString()).isEmpty();
    assertThat(read(1).get("traceparent").asString()).isEmpty();
    assertThat(read(1).get("test").asBoolean()).isFalse();
  }

  @Test
  void hasTheSameFieldsForAShadowsPrediction() throws Exception {
    add("{\"id\":1}", "1", RequestOrigin.NONE, TestDecisions.prediction(0));
    records.begin(
        DecisionNumber.of(3, 1), TestDecisions.MICROS, TestDecisions.SOURCE, RequestOrigin.NONE);
    records.add(TestDecisions.prediction(0));
    records.complete();
    assertThat(read(1).propertyNames()).containsExactlyElementsOf(read(0).propertyNames());
    assertThat(read(1).get("kind").asString()).isEqualTo("shadow");
    assertThat(read(1).get("decision")).isEqualTo(read(0).get("decision"));
    assertThat(read(1).get("input").asString()).isEmpty();
  }

  @Test
  void endsWithTheChecksumOfWhatPrecedesIt() {
    add("{\"id\":1}", "1", RequestOrigin.NONE, TestDecisions.prediction(0));
    String text = new String(line(0), UTF_8);
    int at = text.indexOf(",\"crc32c\":\"");
    CRC32C sum = new CRC32C();
    sum.update(text.substring(0, at).getBytes(UTF_8));
    assertThat(text.substring(at))
        .isEqualTo(String.format(Locale.ROOT, ",\"crc32c\":\"%08x\"}\n", sum.getValue()));
  }

  @Test
  void isDamagedIfAnyByteOfItChanges() {
    add("{\"id\":\"ü\"}", "\"ü\"", RequestOrigin.NONE, TestDecisions.prediction(0));
    byte[] line = line(0);
    assertThat(DecisionLine.check(line, 0, line.length, WRITER, 3))
        .isEqualTo(DecisionNumber.of(3, 1));
    for (int i = 0; i < line.length; i++) {
      for (int bit = 1; bit < 256; bit <<= 1) {
        byte[] flipped = line.clone();
        flipped[i] ^= (byte) bit;
        assertThat(DecisionLine.check(flipped, 0, flipped.length, WRITER, 3)).isZero();
      }
    }
    for (int length = 0; length < line.length; length++) {
      assertThat(DecisionLine.check(line, 0, length, WRITER, 3)).isZero();
    }
  }

  @Test
  void belongsToNoOtherWriterAndNoEarlierSegment() {
    add("{\"id\":1}", "1", RequestOrigin.NONE, TestDecisions.prediction(0));
    byte[] line = line(0);
    assertThat(DecisionLine.check(line, 0, line.length, "abcdefghjkmx", 3)).isZero();
    assertThat(DecisionLine.check(line, 0, line.length, WRITER, 2)).isZero();
  }
}
