package credence.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credence.bytes.ByteSink;
import credence.model.VersionName;
import credence.scoring.InputError;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An answer")
class AnswerWriterTest {
  private final AnswerWriter writer =
      new AnswerWriter(
          List.of(new VersionName("a_2014-09-10"), new VersionName("b"), new VersionName("c")),
          PredictionFormat.rounded(4));
  private final ByteSink sink = new ByteSink();
  private final byte[] record = "{\"id\":\"süß\\n\"}".getBytes(UTF_8);

  private String written() {
    return new String(sink.toByteArray(), UTF_8);
  }

  @Test
  @DisplayName("of one version contains the id as received and the prediction")
  void ofOneVersion() {
    writer.writePrediction(sink, record, 6, record.length - 1, 0.149512);
    assertThat(written()).isEqualTo("{\"id\":\"süß\\n\",\"prediction\":0.1495}");
    sink.clear();
    writer.writePrediction(sink, "17".getBytes(UTF_8), 0, 2, 1);
    assertThat(written()).isEqualTo("{\"id\":17,\"prediction\":1}");
  }

  @Test
  @DisplayName("of several versions names each, with the reason if one has no prediction")
  void ofSeveralVersions() {
    writer.beginPredictions(sink, record, 6, record.length - 1);
    writer.writeVersion(sink, 0, 0.25);
    writer.writeVersion(
        sink,
        1,
        List.of(
            FieldError.of(new InputError("a/b~c", "expected \"x\"")),
            FieldError.of("größe", "expected\ta number")),
        0);
    writer.writeVersion(sink, 2, 0.5);
    writer.endPredictions(sink);
    assertThat(written())
        .isEqualTo(
            "{\"id\":\"süß\\n\",\"predictions\":["
                + "{\"model\":\"a_2014-09-10\",\"prediction\":0.25},"
                + "{\"model\":\"b\",\"errors\":["
                + "{\"field\":\"a/b~c\",\"pointer\":\"/a~1b~0c\",\"expected\":\"expected \\\"x\\\"\"},"
                + "{\"field\":\"größe\",\"pointer\":\"/größe\",\"expected\":\"expected\\u0009a number\"}"
                + "]},{\"model\":\"c\",\"prediction\":0.5}]}");
  }

  @Test
  @DisplayName("to an invalid record of a batch contains its index and errors")
  void ofRejectedRecord() {
    writer.writeRejectedRecord(
        sink,
        12_345_678_901L,
        "expected \\ 😀\ud800",
        List.of(FieldError.of("id", "expected it")),
        0);
    assertThat(written())
        .isEqualTo(
            "{\"index\":12345678901,\"detail\":\"expected \\\\ 😀\\ud800\",\"errors\":["
                + "{\"field\":\"id\",\"pointer\":\"/id\",\"expected\":\"expected it\"}]}");
  }

  @Test
  @DisplayName("to a record with many errors counts those that it does not list")
  void omittedErrors() {
    writer.writeRejectedRecord(sink, 3, "expected", List.of(FieldError.of("a", "expected it")), 99);
    writer.writeVersion(sink, 1, List.of(), 7);
    assertThat(written())
        .isEqualTo(
            "{\"index\":3,\"detail\":\"expected\",\"errors\":["
                + "{\"field\":\"a\",\"pointer\":\"/a\",\"expected\":\"expected it\"}],"
                + "\"errors_omitted\":99},{\"model\":\"b\",\"errors\":[],\"errors_omitted\":7}");
  }

  @Test
  @DisplayName("may have any length, and the memory of a long one is released")
  void growsAndShrinks() {
    byte[] id = ("\"" + "x".repeat(200_000) + "\"").getBytes(UTF_8);
    writer.writePrediction(sink, id, 0, id.length, 0.5);
    assertThat(written()).endsWith("x\",\"prediction\":0.5}").hasSize(id.length + 24);
    sink.clear();
    assertThat(sink.size()).isZero();
    assertThat(sink.array().length).isLessThan(100_000);
  }

  @Test
  @DisplayName("can be discarded")
  void truncates() {
    sink.write("one");
    int size = sink.size();
    sink.write("two");
    sink.truncate(size);
    assertThat(written()).isEqualTo("one");
  }
}
