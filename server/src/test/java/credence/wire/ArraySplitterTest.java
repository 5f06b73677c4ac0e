package credence.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An array of records")
class ArraySplitterTest {
  private static final long SEED = 20180407;

  private final ArraySplitter splitter = new ArraySplitter(70, ByteBudget.UNLIMITED);

  private List<String> split(String text) {
    byte[] bytes = ("]" + text + "[").getBytes(UTF_8);
    assertThat(splitter.split(bytes, 1, bytes.length - 1)).as(text).isNull();
    List<String> elements = new ArrayList<>();
    for (int i = 0; i < splitter.count(); i++) {
      int from = splitter.from(i);
      elements.add(new String(bytes, from, splitter.to(i) - from, UTF_8).stripTrailing());
    }
    return elements;
  }

  private ReadError.@Nullable Kind problem(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    ReadError problem = splitter.split(bytes, 0, bytes.length);
    return problem == null ? null : problem.kind();
  }

  @Test
  @DisplayName("returns its elements in order")
  void splits() {
    assertThat(split(" [ {\"a\":[1,{\"b\":2}],\"c\":\"],[\\\"\\\\\"} , \"x,y\",\n3,[] ] "))
        .containsExactly("{\"a\":[1,{\"b\":2}],\"c\":\"],[\\\"\\\\\"}", "\"x,y\"", "3", "[]");
    assertThat(split("[]")).isEmpty();
    assertThat(split("[ \n]")).isEmpty();
  }

  @Test
  @DisplayName("continues after an element that is not JSON if its brackets and strings match")
  void goesOnBehindFaultyElements() {
    assertThat(split("[{},{\"a\" 1},nonsense,,{\"b\":01},]"))
        .containsExactly("{}", "{\"a\" 1}", "nonsense", "", "{\"b\":01}", "");
    assertThat(split("[" + "[".repeat(10_000) + "]".repeat(10_000) + ",1]")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[",
        "[1",
        "[1,",
        "[\"]",
        "[\"\\\"]",
        "[\"\\",
        "[{]",
        "[{]}",
        "[}",
        "[1]]",
        "[1]x",
        "[1] [2]",
        "[{\"a\":1]",
        "[[1]",
        "[\"a\" : \"]"
      })
  @DisplayName("is rejected as a whole if its elements cannot be separated")
  void refusesLostStructure(String text) {
    assertThat(problem(text)).isEqualTo(ReadError.Kind.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"id\":1}", "1", "\uFEFF[]", "]"})
  @DisplayName("must be an array")
  void refusesOtherValues(String text) {
    assertThat(problem(text)).isEqualTo(ReadError.Kind.NOT_A_BATCH);
  }

  @Test
  @DisplayName("has a maximum number of elements")
  void limitsElements() {
    assertThat(split("[" + "1,".repeat(69) + "1]")).hasSize(70);
    assertThat(problem("[" + "1,".repeat(70) + "1]")).isEqualTo(ReadError.Kind.TOO_MANY_RECORDS);
  }

  @Test
  @DisplayName("is split into the elements that it was generated from")
  void splitsGenerated() {
    System.out.println("seed " + SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 50_000; i++) {
      List<String> elements = new ArrayList<>();
      for (int n = random.nextInt(1, 6); n > 0; n--) {
        elements.add(element(random, 4));
      }
      assertThat(split("[" + String.join(random.nextBoolean() ? "," : " ,\n", elements) + "]"))
          .isEqualTo(elements);
    }
  }

  private static String element(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth == 0 ? 3 : 5)) {
      case 0 -> "-1.5e3";
      case 1 -> "\"" + "[,\\\"{".substring(random.nextInt(2), 4 + random.nextInt(2)) + "ü]}\"";
      case 2 -> "nul";
      case 3 -> "[" + element(random, depth - 1) + ", " + element(random, depth - 1) + "]";
      default -> "{\"a,\": " + element(random, depth - 1) + "}";
    };
  }
}
