package credence.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The charts of feature effects")
class ProbabilityChartsTest {
  private static final Pattern ROW = Pattern.compile("<title>(x[0-9]+): low to high</title>");
  private static final Pattern TICK = Pattern.compile("<text class=\"tick\"[^>]*>[^<]*");

  private static InputEffect effect(int i) {
    return new InputEffect(
        "x" + i,
        List.of(),
        (double) -i,
        new InputEffect.Range("low", "high", 0.1 / (i + 1), 0.1 + 0.01 * i));
  }

  private static List<String> charts(int inputs) {
    List<InputEffect> effects =
        new ArrayList<>(IntStream.range(0, inputs).mapToObj(i -> effect(i)).toList());
    Collections.reverse(effects);
    return ProbabilityCharts.effects(effects, 0.1);
  }

  private static List<String> found(Pattern pattern, String chart) {
    return pattern.matcher(chart).results().map(MatchResult::group).toList();
  }

  @ParameterizedTest(name = "{0} inputs: {1} in the first chart, {2} in the second")
  @DisplayName("have at most 10 inputs each, and 20 together: the most important ones, in order")
  @CsvSource({"1, 1, 0", "10, 10, 0", "11, 6, 5", "20, 10, 10", "60, 10, 10"})
  void parts(int inputs, int first, int second) {
    List<String> charts = charts(inputs);
    assertThat(charts.stream().map(chart -> found(ROW, chart).size()).toList())
        .isEqualTo(second == 0 ? List.of(first) : List.of(first, second));
    assertThat(charts.stream().flatMap(chart -> found(ROW, chart).stream()).toList())
        .isEqualTo(
            IntStream.range(0, first + second)
                .mapToObj(i -> "<title>x%d: low to high</title>".formatted(i))
                .toList());
  }

  @Test
  @DisplayName("have the same axis")
  void axis() {
    List<List<String>> labels =
        charts(20).stream()
            .map(
                chart ->
                    found(TICK, chart).stream()
                        .map(tick -> tick.substring(tick.indexOf('>')))
                        .toList())
            .toList();
    assertThat(labels.getFirst()).hasSizeGreaterThan(2).isEqualTo(labels.getLast());
  }

  @Test
  @DisplayName("are none if no input has an effect")
  void none() {
    assertThat(ProbabilityCharts.effects(List.of(), 0.1)).isEmpty();
  }
}
