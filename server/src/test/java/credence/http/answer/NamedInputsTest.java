package credence.http.answer;

import static org.assertj.core.api.Assertions.assertThat;

import credence.model.BooleanEncoding;
import credence.model.Encoding;
import credence.model.LogisticModel;
import credence.model.NumberEncoding;
import credence.scoring.InputLayout;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A header field names inputs")
class NamedInputsTest {
  private static LogisticModel model(Stream<Encoding> encodings) {
    List<Encoding> inputs = encodings.toList();
    return new LogisticModel(inputs, 0, Collections.nCopies(inputs.size(), 0.5));
  }

  private static Encoding number(String name) {
    return new NumberEncoding(name, 0.0, null, false, null);
  }

  private static InputLayout numbers(String... names) {
    return InputLayout.of(List.of(model(Stream.of(names).map(NamedInputsTest::number))));
  }

  private static NamedInputs allOf(InputLayout layout) {
    NamedInputs inputs = new NamedInputs(new NamedInputs.Names(layout));
    layout.slots().forEach(slot -> inputs.add(slot.index()));
    return inputs;
  }

  @Test
  @DisplayName("percent-encoded, in the order in which they were added, and is absent without any")
  void encoded() {
    NamedInputs inputs = allOf(numbers("a b", "größe", "x,y", "100%", "plain-name_1"));
    assertThat(inputs.header()).isEqualTo("a%20b, gr%C3%B6%C3%9Fe, x%2Cy, 100%25, plain-name_1");
    inputs.clear();
    assertThat(inputs.header()).isNull();
    inputs.add(2);
    inputs.add(0);
    assertThat(inputs.header()).isEqualTo("x%2Cy, a%20b");
    assertThat(inputs.forAnotherThread().header()).isNull();
  }

  @Test
  @DisplayName("each once, although models read them as different types")
  void once() {
    InputLayout layout =
        InputLayout.of(
            List.of(
                model(Stream.of(number("a"), number("b"))),
                model(Stream.of(new BooleanEncoding("b", false), number("a")))));
    assertThat(layout.size()).isEqualTo(3);
    assertThat(allOf(layout).header()).isEqualTo("a, b");
  }

  @Test
  @DisplayName("up to twenty, then the number of the others")
  void twenty() {
    String[] names = IntStream.range(0, 32).mapToObj(i -> "n" + i).toArray(String[]::new);
    String twenty = Stream.of(names).limit(20).collect(Collectors.joining(", "));
    NamedInputs inputs = allOf(numbers(names));
    assertThat(inputs.header()).isEqualTo(twenty + ", +12");
    inputs.clear();
    IntStream.range(0, 20).forEach(inputs::add);
    assertThat(inputs.header()).isEqualTo(twenty);
  }

  @Test
  @DisplayName("up to 2,048 characters, encoded, then the number of the others")
  void characters() {
    String first = "a".repeat(1_000);
    String second = "b".repeat(1_046);
    assertThat(allOf(numbers(first, second)).header()).isEqualTo(first + ", " + second);
    assertThat(allOf(numbers(first, second + "b", "c")).header()).isEqualTo(first + ", +2");
    assertThat(allOf(numbers("ö".repeat(341), "c")).header())
        .startsWith("%C3%B6")
        .endsWith("6, +1");
    assertThat(allOf(numbers("ö".repeat(342), "c")).header()).isEqualTo("+2");
  }
}
