package credence.wording;

import static org.assertj.core.api.Assertions.assertThat;

import credence.evaluation.Estimate;
import credence.evaluation.Interval;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Figures for people")
class FiguresTest {
  @Test
  @DisplayName("a measure and its interval have four decimals")
  void measures() {
    Estimate auc = new Estimate(0.59449, 0.05, new Interval(0.50104, 0.68794, 0.95));
    assertThat(Figures.measure(auc)).isEqualTo("0.5945");
    assertThat(Figures.interval(auc)).isEqualTo("0.5010 to 0.6879");
    assertThat(Figures.withInterval(auc)).isEqualTo("0.5945 (0.5010 to 0.6879)");
    assertThat(Figures.withInterval(new Estimate(0.59449, null, null))).isEqualTo("0.5945");
  }

  @Test
  @DisplayName("a minus is a hyphen, and nothing negative rounds to a negative zero")
  void minus() {
    assertThat(Figures.measure(-0.00039)).isEqualTo("-0.0004");
    assertThat(Figures.measure(-0.00001)).isEqualTo("0.0000");
    assertThat(Figures.coefficient(-0.000143214)).isEqualTo("-0.00014321");
    assertThat(Figures.input(-12_345.6)).isEqualTo("-12,346");
  }

  @Test
  @DisplayName("a p-value below 0.001 is said to be below it")
  void smallPValues() {
    assertThat(Figures.pValue(0.14812)).isEqualTo("= 0.148");
    assertThat(Figures.pValue(0.001)).isEqualTo("= 0.001");
    assertThat(Figures.pValue(0.00099)).isEqualTo("< 0.001");
    assertThat(Figures.pValue(0.0)).isEqualTo("< 0.001");
    assertThat(Figures.pValue(1.0)).isEqualTo("= 1.000");
    assertThat(Figures.pValue(null)).isEqualTo("is undefined");
  }

  @Test
  @DisplayName("an undefined figure is a hyphen")
  void notDefined() {
    assertThat(Figures.measure((Double) null)).isEqualTo("-");
    assertThat(Figures.measure(Double.NaN)).isEqualTo("-");
    assertThat(Figures.withInterval(null)).isEqualTo("-");
    assertThat(Figures.interval(new Estimate(0.5, null, null))).isEqualTo("-");
    assertThat(Figures.percent(null)).isEqualTo("-");
    assertThat(Figures.percent(Double.NaN)).isEqualTo("-");
    assertThat(Figures.standardError(null)).isEqualTo("-");
  }

  @Test
  @DisplayName("a confidence level has two significant digits of its distance from 100 %")
  void confidence() {
    assertThat(Figures.confidence(Interval.levelFor(1))).isEqualTo("95 %");
    assertThat(Figures.confidence(Interval.levelFor(2))).isEqualTo("97.5 %");
    assertThat(Figures.confidence(Interval.levelFor(3))).isEqualTo("98.3 %");
    assertThat(Figures.confidence(Interval.levelFor(20))).isEqualTo("99.75 %");
    assertThat(Figures.confidence(Interval.levelFor(1_000))).isEqualTo("99.995 %");
  }

  @Test
  @DisplayName("a share has more decimals near 0 and 1, and two different ones are distinguishable")
  void shares() {
    assertThat(Figures.percent(0.0421)).isEqualTo("4.2 %");
    assertThat(Figures.percent(0.00421)).isEqualTo("0.42 %");
    assertThat(Figures.percent(0.99985)).isEqualTo("99.985 %");
    assertThat(Figures.percents(0.0125, 0.034)).isEqualTo("1.3 % to 3.4 %");
    assertThat(Figures.chosenPercent(0.25)).isEqualTo("25 %");
    assertThat(Figures.distinctPercents(0.041, 0.0412)).containsExactly("4.10 %", "4.12 %");
    assertThat(Figures.distinctPercents(0.041, 0.041)).containsExactly("4.1 %", "4.1 %");
  }

  @Test
  @DisplayName("coefficients have five significant digits, their errors three")
  void coefficients() {
    assertThat(Figures.coefficient(0)).isEqualTo("0");
    assertThat(Figures.coefficient(1.5)).isEqualTo("1.5000");
    assertThat(Figures.coefficient(1.23456e-9)).isEqualTo("1.2346e-09");
    assertThat(Figures.standardError(0.55)).isEqualTo("0.550");
  }

  @Test
  @DisplayName("a chosen value keeps its digits")
  void chosen() {
    assertThat(Figures.chosen(425)).isEqualTo("425");
    assertThat(Figures.chosen(0.5)).isEqualTo("0.5");
    assertThat(Figures.input(1e10)).isEqualTo("1.0000e+10");
    assertThat(Figures.input(449.93, 10)).isEqualTo("450");
  }

  @Test
  @DisplayName("counts have commas, and one has a singular")
  void counts() {
    assertThat(Figures.count(1_257)).isEqualTo("1,257");
    assertThat(Figures.count(1, "row", "rows")).isEqualTo("1 row");
    assertThat(Figures.rows(3, "has none", "have none")).isEqualTo("3 rows have none");
  }

  @Test
  @DisplayName("they are the same in every locale")
  void everyLocale() {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMANY);
    try {
      assertThat(Figures.measure(-0.00039)).isEqualTo("-0.0004");
      assertThat(Figures.percent(0.0421)).isEqualTo("4.2 %");
      assertThat(Figures.pValue(0.14812)).isEqualTo("= 0.148");
      assertThat(Figures.coefficient(1.23456e-9)).isEqualTo("1.2346e-09");
      assertThat(Figures.input(-12_345.6)).isEqualTo("-12,346");
      assertThat(Figures.count(1_257)).isEqualTo("1,257");
    } finally {
      Locale.setDefault(before);
    }
  }
}
