package credence.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credence.model.FeatureType;
import credence.scoring.FeatureVector.SlotError;
import credence.scoring.InputLayout;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An applicant's record")
class ApplicantReaderTest {
  private final InputLayout layout = Layouts.mixed();
  private final ApplicantReader reader = new ApplicantReader(layout, WireLimits.DEFAULT);

  private boolean read(String record) {
    byte[] bytes = ("]]" + record + "[[").getBytes(UTF_8);
    return reader.read(bytes, 2, bytes.length - 2);
  }

  private String id(String record) {
    byte[] bytes = record.getBytes(UTF_8);
    assertThat(reader.read(bytes, 0, bytes.length)).isTrue();
    return new String(bytes, reader.idFrom(), reader.idTo() - reader.idFrom(), UTF_8);
  }

  private int slot(String field, FeatureType type) {
    return layout.slotsOf(field).stream()
        .filter(slot -> slot.type() == type)
        .findFirst()
        .orElseThrow()
        .index();
  }

  private double number(String json) {
    assertThat(read("{\"id\":1,\"amount\":" + json + "}")).isTrue();
    return reader.vector().get(slot("amount", FeatureType.NUMBER));
  }

  private @Nullable SlotError error(String field, FeatureType type) {
    return reader.vector().errorOf(slot(field, type));
  }

  private ReadError problem(String record) {
    assertThat(read(record)).as("read %s", record).isFalse();
    return reader.error();
  }

  @Nested
  @DisplayName("has an id that")
  class Id {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "\"8db4206f\"",
          "\" \"",
          "\"größe\"",
          "\"a\\\"b\\u0041\"",
          "0",
          "-0",
          "-17",
          "1234567890123456789012345678901234567890"
        })
    @DisplayName("is returned byte for byte, wherever it is")
    void isEchoed(String literal) {
      assertThat(id("{\"id\":" + literal + "}")).isEqualTo(literal);
      assertThat(id(" {\"ü\" : \"ü\", \"id\" :\t" + literal + "\n, \"amount\":null}  "))
          .isEqualTo(literal);
      assertThat(id("{\"\\u0069d\":" + literal + "}")).isEqualTo(literal);
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\"\"",
          "1.0",
          "1e3",
          "true",
          "null",
          "{}",
          "[1]",
          "\"\\ud800\"",
          "12345678901234567890123456789012345678901"
        })
    @DisplayName("is rejected when it is neither a string nor an integer")
    void isRefused(String literal) {
      ReadError problem = problem("{\"id\":" + literal + ",\"amount\":true}");
      assertThat(problem.kind()).isEqualTo(ReadError.Kind.INVALID_ID);
      assertThat(problem.errors())
          .singleElement()
          .satisfies(
              error -> {
                assertThat(error.field()).isEqualTo("id");
                assertThat(error.pointer()).isEqualTo("/id");
                assertThat(error.expected()).startsWith("expected a string of 1 to 256");
              });
      assertThat(error("amount", FeatureType.NUMBER)).isEqualTo(SlotError.WRONG_VALUE);
    }

    @Test
    @DisplayName("is required, and a similar name is suggested")
    void isMissed() {
      assertThat(problem("{}").errors()).hasSize(1);
      assertThat(problem("{\"amount\":3}").errors().getFirst().expected())
          .doesNotContain("case or punctuation");
      assertThat(problem("{\"ID\":3}").errors().getFirst().expected())
          .contains("case or punctuation");
    }

    @Test
    @DisplayName("is limited in characters, not in bytes")
    void isLimited() {
      String longest = "\"" + "ü".repeat(255) + "😀\"";
      assertThat(id("{\"id\":" + longest + "}")).isEqualTo(longest);
      assertThat(id("{\"id\":\"" + "x".repeat(256) + "\"}")).hasSize(258);
      assertThat(problem("{\"id\":\"" + "x".repeat(257) + "\"}").kind())
          .isEqualTo(ReadError.Kind.INVALID_ID);
      assertThat(problem("{\"id\":\"" + "ü".repeat(257) + "\"}").kind())
          .isEqualTo(ReadError.Kind.INVALID_ID);
    }
  }

  @Nested
  @DisplayName("gives a number")
  class Numbers {
    @ParameterizedTest
    @CsvSource({
      "480.0, 480",
      "-0, -0.0",
      "0.8514, 0.8514",
      "1e22, 1e22",
      "1E-22, 1e-22",
      "5e-324, 4.9E-324",
      "1e-400, 0",
      "9007199254740993, 9007199254740992",
      "1.7976931348623157e308, 1.7976931348623157e308",
      "0.1e1, 1",
      "123456789012345678901234567890, 1.2345678901234568e29",
      "1e+2, 100"
    })
    @DisplayName("from a JSON number or a string of exactly its grammar")
    void reads(String json, double expected) {
      assertThat(number(json)).isEqualTo(expected);
      assertThat(number("\"" + json + "\"")).isEqualTo(expected);
      assertThat(reader.vector().hasErrors()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "\"\"",
          "\"480d\"",
          "\"480f\"",
          "\"0x1p3\"",
          "\" 480 \"",
          "\"480 \"",
          "\"+1\"",
          "\"1.\"",
          "\".5\"",
          "\"01\"",
          "\"NaN\"",
          "\"Infinity\"",
          "\"-\"",
          "\"1e\"",
          "\"1,5\"",
          "\"٣\"",
          "1e309",
          "\"-1e309\"",
          "true",
          "{}",
          "[1]",
          "[[{\"a\":[1]}]]"
        })
    @DisplayName("and from nothing else")
    void refuses(String json) {
      assertThat(number(json)).isNaN();
      assertThat(error("amount", FeatureType.NUMBER)).isEqualTo(SlotError.WRONG_VALUE);
    }

    @Test
    @DisplayName("from a text of up to 400 characters")
    void limitsLength() {
      assertThat(number("0." + "1".repeat(398))).isEqualTo(1.0 / 9);
      assertThat(number("\"0." + "1".repeat(398) + "\"")).isEqualTo(1.0 / 9);
      assertThat(number("0." + "1".repeat(399))).isNaN();
      assertThat(error("amount", FeatureType.NUMBER)).isEqualTo(SlotError.WRONG_VALUE);
    }

    @Test
    @DisplayName("or none if the field is null or absent")
    void missing() {
      assertThat(number("null")).isNaN();
      assertThat(reader.vector().hasErrors()).isFalse();
      assertThat(read("{\"id\":1}")).isTrue();
      assertThat(reader.vector().get(slot("amount", FeatureType.NUMBER))).isNaN();
      assertThat(reader.vector().hasErrors()).isFalse();
    }
  }

  @Nested
  @DisplayName("is reported for a name that is only similar to an input's")
  class NearNames {
    @ParameterizedTest
    @ValueSource(
        strings = {"Amount", "a_mount", "AMOUNT", "\\u0041mount", "a-m-o-u-n-t", "amount!"})
    @DisplayName("if the input itself is absent")
    void flagsMisnamed(String name) {
      assertThat(read("{\"id\":1,\"" + name + "\":null}")).isTrue();
      assertThat(error("amount", FeatureType.NUMBER)).isEqualTo(SlotError.MISNAMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"amounts", "amoun", "income", "__", "ämount", "", "!"})
    @DisplayName("but not for another word")
    void leavesOthers(String name) {
      assertThat(read("{\"id\":1,\"" + name + "\":{\"amount\":[1]}}")).isTrue();
      assertThat(reader.vector().hasErrors()).isFalse();
    }

    @Test
    @DisplayName("but not if the input is also present, even as null")
    void acceptsBoth() {
      assertThat(read("{\"Amount\":1,\"id\":1,\"amount\":2}")).isTrue();
      assertThat(reader.vector().hasErrors()).isFalse();
      assertThat(read("{\"Amount\":1,\"id\":1,\"amount\":null}")).isTrue();
      assertThat(reader.vector().hasErrors()).isFalse();
    }

    @Test
    @DisplayName("also if another model's input has that name")
    void flagsNamesOfOtherModels() {
      assertThat(read("{\"NearName\":1,\"id\":1}")).isTrue();
      assertThat(error("near_name", FeatureType.NUMBER)).isEqualTo(SlotError.MISNAMED);
      assertThat(error("NearName", FeatureType.NUMBER)).isNull();
      assertThat(read("{\"NearName\":1,\"id\":1,\"near_name\":2}")).isTrue();
      assertThat(reader.vector().hasErrors()).isFalse();
    }

    @Test
    @DisplayName("in every slot of the input")
    void flagsAllSlots() {
      assertThat(read("{\"Any\":1,\"id\":1}")).isTrue();
      assertThat(layout.slotsOf("any")).hasSize(5);
      for (InputLayout.Slot slot : layout.slotsOf("any")) {
        assertThat(reader.vector().errorOf(slot.index())).isEqualTo(SlotError.MISNAMED);
      }
    }
  }

  @Nested
  @DisplayName("is rejected as a whole")
  class Malformed {
    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " \n",
          "{",
          "}",
          "{\"id\":1",
          "{\"id\":1}}",
          "{\"id\":1} x",
          "{\"id\":1}{}",
          "{\"id\":1},",
          "{\"id\":1,}",
          "{,\"id\":1}",
          "{\"id\" 1}",
          "{id:1}",
          "{'id':1}",
          "{\"id\":01}",
          "{\"id\":+1}",
          "{\"id\":1.}",
          "{\"id\":.5}",
          "{\"id\":-}",
          "{\"id\":1e}",
          "{\"id\":NaN}",
          "{\"id\":Infinity}",
          "{\"id\":0x10}",
          "{\"id\":nul}",
          "{\"id\":nullx}",
          "{\"id\":True}",
          "{\"id\":\"a}",
          "{\"id\":\"\\q\"}",
          "{\"id\":\"\\u12g4\"}",
          "{\"id\":\"\\u12",
          "{\"id\":\"a\nb\"}",
          "{\"id\":\"\t\"}",
          "{\"id\":1,\"x\":\"\\q\"}",
          "{\"id\":1,\"x\":[1,]}",
          "{\"id\":1,\"x\":[1}}",
          "{\"id\":1,\"x\":{\"a\"}}",
          "{\"id\":1,\"x\":01}",
          "{\"id\":1,\"x\":-}",
          "{\"id\":1 \"x\":2}",
          "{\"id\":1,\"x\":tru}",
          "{\"id\":1/**/}",
          "{\"id\":1}//",
          "[1,2",
          "\"x",
          "1 2",
          "[] []",
          "nul",
          "\uFEFF{\"id\":1}",
          "{\"id\":1}\u0000",
          "\u0000{\u0000}",
          "{\"id\":1}\u00A0",
          "{\"id\":1\f}"
        })
    @DisplayName("if it is not one well-formed JSON value")
    void refusesMalformed(String record) {
      assertThat(problem(record).kind()).isEqualTo(ReadError.Kind.MALFORMED);
      assertThat(problem(record).errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "{\"id\":1,\"id\":1}",
          "{\"id\":1,\"\\u0069d\":2}",
          "{\"amount\":1,\"id\":1,\"amount\":1}",
          "{\"amount\":null,\"id\":1,\"amount\":null}",
          "{\"any\":{},\"id\":1,\"\\u0061ny\":[]}"
        })
    @DisplayName("if the id or an input appears twice")
    void refusesDuplicates(String record) {
      assertThat(problem(record).kind()).isEqualTo(ReadError.Kind.MALFORMED);
      assertThat(problem(record).detail()).contains("once at line 1, column ");
    }

    @Test
    @DisplayName("but not if an unused field appears twice")
    void acceptsOtherDuplicates() {
      assertThat(read("{\"x\":1,\"id\":1,\"x\":{\"x\":1,\"x\":2,\"id\":3,\"id\":4}}")).isTrue();
    }

    @Test
    @DisplayName("if it is not UTF-8, or UTF-16 that looks like JSON")
    void refusesOtherEncodings() {
      for (byte[] bytes :
          List.of(
              "{\"id\":\"x\"}".getBytes(UTF_16LE),
              "{\"id\":\"x\"}".getBytes(UTF_16),
              "{\"id\":\"ü\"}".getBytes(ISO_8859_1),
              new byte[] {'{', '"', 'i', 'd', '"', ':', '"', (byte) 0xC0, (byte) 0x80, '"', '}'},
              new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
              new byte[] {'"', (byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80, '"'},
              new byte[] {'{', '}', (byte) 0xE2, (byte) 0x82})) {
        assertThat(reader.read(bytes, 0, bytes.length)).isFalse();
        assertThat(reader.error().kind()).isEqualTo(ReadError.Kind.MALFORMED);
      }
    }

    @Test
    @DisplayName("if it is nested too deeply or has too many fields")
    void refusesBeyondLimits() {
      String deep = "[".repeat(31) + "]".repeat(31);
      assertThat(read("{\"id\":1,\"x\":" + deep + "}")).isTrue();
      assertThat(problem("{\"id\":1,\"x\":[" + deep + "]}").detail()).contains("at most 32 deep");
      assertThat(problem("[".repeat(1_000_000)).detail()).contains("at most 32 deep");
      String fields = ",\"x\":0".repeat(4095);
      assertThat(read("{\"id\":1" + fields + "}")).isTrue();
      assertThat(problem("{\"id\":1,\"x\":0" + fields + "}").detail())
          .contains("at most 4096 fields");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"id\":1}]", "\"x\"", "1", " true ", "null", "-1.5e3"})
    @DisplayName("if it is not an object")
    void refusesOtherValues(String record) {
      assertThat(problem(record).kind()).isEqualTo(ReadError.Kind.NOT_A_RECORD);
    }

    @Test
    @DisplayName("with the location of the error")
    void tellsThePlace() {
      assertThat(problem("{\"id\":1,\n\"x\":}").detail())
          .isEqualTo("expected one well-formed JSON value at line 2, column 5");
    }
  }
}
