package credence.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credence.model.FeatureType;
import credence.model.Input;
import credence.model.ValueRule;
import credence.scoring.FeatureVector.SlotError;
import credence.scoring.InputLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An applicant's record is read for each slot of a field")
class SlotsTest {
  private final InputLayout layout = Layouts.mixed();
  private final ApplicantReader reader = new ApplicantReader(layout, WireLimits.DEFAULT);

  private boolean read(String record) {
    byte[] bytes = record.getBytes(UTF_8);
    return reader.read(bytes, 0, bytes.length);
  }

  private int slot(String field, FeatureType type) {
    return slot(field, type, ValueRule.CANONICAL);
  }

  private int slot(String field, FeatureType type, ValueRule rule) {
    return layout.slotsOf(field).stream()
        .filter(slot -> slot.type() == type && slot.rule() == rule)
        .findFirst()
        .orElseThrow()
        .index();
  }

  private @Nullable SlotError errorOf(String field, FeatureType type) {
    return reader.vector().errorOf(slot(field, type));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      nullValues = "flaw",
      value = {
        "true, flaw, 1, 0, 1, 0",
        "\"true\", flaw, 1, 0, 1, 0",
        "false, flaw, 0, -1, 0, -1",
        "5, 5, flaw, 1, flaw, 1",
        "\"5\", 5, flaw, 1, flaw, 1",
        "5.0, 5, flaw, 1, flaw, flaw",
        "50e-1, 5, flaw, 1, flaw, flaw",
        "\"5.0\", 5, flaw, -1, flaw, -1",
        "-0, -0.0, 0, 5, flaw, 2",
        "-0.0, -0.0, 0, 5, flaw, flaw",
        "\"-0\", -0.0, flaw, 2, flaw, 2",
        "0, 0, 0, 5, flaw, -1",
        "1, 1, 1, -1, flaw, -1",
        "1.0, 1, 1, -1, flaw, flaw",
        "\"1\", 1, flaw, -1, flaw, -1",
        "1e5, 100000, flaw, 6, flaw, flaw",
        "\"1e5\", 100000, flaw, 4, flaw, 4",
        "0.5, 0.5, flaw, 7, flaw, flaw",
        "0.50000000000000000001, 0.5, flaw, 7, flaw, flaw",
        "1e22, 1e22, flaw, 8, flaw, flaw",
        "10000000000000000000000, 1e22, flaw, 8, flaw, -1",
        "1e309, flaw, flaw, flaw, flaw, flaw",
        "\"\", flaw, flaw, 3, flaw, 3",
        "\"other\", flaw, flaw, -1, flaw, -1",
        "\"\\u0035\", 5, flaw, 1, flaw, 1",
        "[], flaw, flaw, flaw, flaw, flaw",
        "{\"a\":1}, flaw, flaw, flaw, flaw, flaw"
      })
  @DisplayName("as a number, as true or false, as a level, the latter two by each rule")
  void readsEachType(
      String json,
      @Nullable Double asNumber,
      @Nullable Double asBoolean,
      @Nullable Double asCategory,
      @Nullable Double asLiteralBoolean,
      @Nullable Double asLiteralCategory) {
    assertThat(read("{\"any\":" + json + ",\"id\":1}")).isTrue();
    expect(slot("any", FeatureType.NUMBER), asNumber);
    expect(slot("any", FeatureType.BOOLEAN), asBoolean);
    expect(slot("any", FeatureType.CATEGORY), asCategory);
    expect(slot("any", FeatureType.BOOLEAN, ValueRule.LITERAL), asLiteralBoolean);
    expect(slot("any", FeatureType.CATEGORY, ValueRule.LITERAL), asLiteralCategory);
  }

  private void expect(int slot, @Nullable Double value) {
    assertThat(reader.vector().errorOf(slot))
        .isEqualTo(value == null ? SlotError.WRONG_VALUE : null);
    assertThat(reader.vector().get(slot))
        .isEqualTo(Double.valueOf(value == null ? Double.NaN : value));
  }

  @Test
  @DisplayName("and reads a number as a level if no other input has its field")
  void readsLevelsOfNumbers() {
    for (String five : List.of("5", "5.0", "0.5e1", "5E0", "\"5\"")) {
      assertThat(read("{\"id\":1,\"region\":" + five + "}")).isTrue();
      assertThat(reader.vector().get(slot("region", FeatureType.CATEGORY))).isEqualTo(2);
    }
    for (String other : List.of("-5", "-5.0", "50", "5.5", "\"5.0\"", "1e300")) {
      assertThat(read("{\"id\":1,\"region\":" + other + "}")).isTrue();
      assertThat(reader.vector().get(slot("region", FeatureType.CATEGORY))).isEqualTo(Input.UNSEEN);
    }
    assertThat(read("{\"id\":1,\"region\":0." + "1".repeat(399) + "}")).isTrue();
    assertThat(errorOf("region", FeatureType.CATEGORY)).isEqualTo(SlotError.WRONG_VALUE);
  }

  @Test
  @DisplayName("and takes 1 and 0 for true and false, however they are written")
  void readsBooleansOfNumbers() {
    for (String one : List.of("1", "1.0", "10e-1", "true", "\"true\"")) {
      assertThat(read("{\"id\":1,\"owner\":" + one + "}")).isTrue();
      assertThat(reader.vector().get(slot("owner", FeatureType.BOOLEAN))).isEqualTo(1);
    }
    for (String zero : List.of("0", "-0", "0.00", "0e5", "false")) {
      assertThat(read("{\"id\":1,\"owner\":" + zero + "}")).isTrue();
      assertThat(reader.vector().get(slot("owner", FeatureType.BOOLEAN))).isEqualTo(0);
    }
    for (String other : List.of("2", "-1", "0.5", "\"1\"", "\"0\"", "1e309")) {
      assertThat(read("{\"id\":1,\"owner\":" + other + "}")).isTrue();
      assertThat(errorOf("owner", FeatureType.BOOLEAN)).isEqualTo(SlotError.WRONG_VALUE);
    }
  }

  @Test
  @DisplayName("also with levels and names outside of ASCII")
  void beyondAscii() {
    assertThat(read("{\"id\":1,\"region\":\"süd\",\"größe\":2,\"a\\/b~c\":3,\"_\":4}")).isTrue();
    assertThat(reader.vector().get(slot("region", FeatureType.CATEGORY))).isEqualTo(1);
    assertThat(reader.vector().get(slot("größe", FeatureType.NUMBER))).isEqualTo(2);
    assertThat(reader.vector().get(slot("a/b~c", FeatureType.NUMBER))).isEqualTo(3);
    assertThat(reader.vector().get(slot("_", FeatureType.NUMBER))).isEqualTo(4);
  }

  @Test
  @DisplayName("and limits a level's length")
  void limitsLevels() {
    assertThat(read("{\"id\":1,\"region\":\"" + "x".repeat(1000) + "\"}")).isTrue();
    assertThat(reader.vector().get(slot("region", FeatureType.CATEGORY))).isEqualTo(Input.UNSEEN);
    assertThat(read("{\"id\":1,\"region\":\"" + "x".repeat(1001) + "\"}")).isTrue();
    assertThat(errorOf("region", FeatureType.CATEGORY)).isEqualTo(SlotError.WRONG_VALUE);
  }
}
