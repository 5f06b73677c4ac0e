package credence.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The text of an id")
class IdTextTest {
  private final IdText text = new IdText();

  private String read(String literal) {
    byte[] source = ("{\"id\":" + literal + "}").getBytes(UTF_8);
    text.read(source, 6, source.length - 1);
    return new String(text.bytes(), text.from(), text.to() - text.from(), UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "17, 17",
        "-17, -17",
        "\"17\", 17",
        "\"8db4206f-8878\", 8db4206f-8878",
        "\"Zoë\", Zoë",
        "\"Zo\\u00eb\", Zoë",
        "\"Zo\\u00EB\\/\\\\\\\"\", Zoë/\\\"",
        "\"\\ud83d\\ude00ë\", 😀ë",
        "\"\\u0031\\u0037\", 17"
      })
  void isTheDigitsOrTheContentWithItsEscapesResolved(String literal, String expected) {
    assertThat(read(literal)).isEqualTo(expected);
  }

  @Test
  void hasTheControlsThatCanOnlyBeEscaped() {
    assertThat(read("\"\\b\\f\\n\\r\\t\"")).isEqualTo("\b\f\n\r\t");
  }

  @Test
  void isAPartOfTheRecordsOwnBytesWithoutAnEscape() {
    byte[] source = "{\"id\":\"Zoë\"}".getBytes(UTF_8);
    text.read(source, 6, source.length - 1);
    assertThat(text.bytes()).isSameAs(source);
  }
}
