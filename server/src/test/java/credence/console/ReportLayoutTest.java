package credence.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import credence.comparison.DirectoryComparisons;
import credence.model.ModelVersion;
import credence.model.VersionName;
import credence.registry.Publication;
import credence.registry.directory.DirectoryRegistry;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

@DisplayName("The layout of a report")
class ReportLayoutTest {
  private static final Pattern BLOCK = Pattern.compile(":root \\{([^}]*)\\}");
  private static final Pattern COLOUR = Pattern.compile("--([a-z0-9-]+): #([0-9a-f]{6});");

  @TempDir private Path home;

  private ParsedReport report;

  @BeforeEach
  void compared() throws Exception {
    ModelVersion champion =
        ReportedVersion.version("v0", "", ReportedVersion.sample(17, -1.5), null);
    ModelVersion candidate =
        ReportedVersion.version("v1", "auc-min: 0.6", ReportedVersion.sample(18, -1.5), null);
    Publication other = ReportedVersion.publish(home, champion);
    Publication published = ReportedVersion.publish(home, candidate);
    ReportedVersion.compare(home, candidate, published, other);
    report =
        ParsedReport.of(
            (VersionReport.Page)
                VersionReport.of(
                    new DirectoryRegistry(home),
                    new DirectoryComparisons(home),
                    new VersionName("v1")));
  }

  @Test
  @DisplayName("begins with links to all sections, in their order")
  void contents() {
    List<String> links = new ArrayList<>();
    for (Element link : report.elements("a")) {
      links.add(link.getAttribute("href") + " " + link.getTextContent());
    }
    List<String> headings = new ArrayList<>();
    for (Element heading : report.elements("h2")) {
      if (!heading.getAttribute("id").equals("contents")) {
        headings.add("#" + heading.getAttribute("id") + " " + heading.getTextContent());
      }
    }
    assertThat(headings).hasSizeGreaterThan(8);
    assertThat(links).isEqualTo(headings);
  }

  @Test
  @DisplayName("names the gates and the history before all other sections")
  void gatesFirst() {
    assertThat(report.elements("a").getFirst().getTextContent()).isEqualTo("Gates and history");
  }

  @Test
  @DisplayName("has one title, no skipped level of headings, and identifiers that are unique")
  void headings() {
    int level = 0;
    Set<String> ids = new HashSet<>();
    for (Element element : report.elements("*")) {
      String name = element.getTagName();
      if (name.matches("h[1-6]")) {
        int next = name.charAt(1) - '0';
        assertThat(next).as(element.getTextContent()).isLessThanOrEqualTo(level + 1);
        level = next;
      }
      if (element.hasAttribute("id")) {
        assertThat(ids.add(element.getAttribute("id"))).as(element.getAttribute("id")).isTrue();
      }
    }
    assertThat(report.elements("h1")).hasSize(1);
    for (Element element : report.elements("*")) {
      for (String id : element.getAttribute("aria-labelledby").split(" ", -1)) {
        assertThat(id.isEmpty() || ids.contains(id)).as(id).isTrue();
      }
    }
  }

  @Test
  @DisplayName(
      "gives each table headings with a scope, and a name and the keyboard to what scrolls")
  void tables() {
    for (Element heading : report.elements("th")) {
      assertThat(heading.getAttribute("scope")).isIn("col", "row");
      assertThat(heading.getTextContent()).isNotBlank();
    }
    for (Element table : report.elements("table")) {
      Element box = (Element) table.getParentNode();
      assertThat(box.getAttribute("class")).isEqualTo("scroll");
      if (table.getAttribute("class").contains("stack")) {
        assertThat(box.getAttribute("tabindex")).isEqualTo("0");
        assertThat(box.getAttribute("role")).isEqualTo("region");
        assertThat(box.getAttribute("aria-label")).isNotBlank();
      } else {
        assertThat(ParsedReport.Table.of(table).headings()).hasSizeLessThanOrEqualTo(3);
      }
    }
  }

  @Test
  @DisplayName("repeats the column's heading in each cell of a table that a phone shows as a list")
  void labels() {
    int labels = 0;
    for (Element table : report.elements("table")) {
      List<String> headings = ParsedReport.Table.of(table).headings();
      if (!table.getAttribute("class").contains("stack")
          || headings.contains("median or most frequent level")) {
        continue;
      }
      for (Element row : ParsedReport.elements(table, "tr")) {
        List<Element> cells =
            ParsedReport.elements(row, "*").stream()
                .filter(cell -> cell.getParentNode().isSameNode(row))
                .toList();
        for (int i = 0; i < cells.size(); i++) {
          Element cell = cells.get(i);
          if (cell.hasAttribute("data-label")) {
            assertThat(cell.getAttribute("data-label")).isEqualTo(headings.get(i));
            labels++;
          } else {
            assertThat(cell.getTagName().equals("td") && i > 0).as(cell.getTextContent()).isFalse();
          }
        }
      }
    }
    assertThat(labels).isGreaterThan(60);
  }

  @Test
  @DisplayName("draws the ROC and the calibration curve on axes with equal units")
  void squares() {
    for (String id : List.of("roc", "calibration", "gains")) {
      Element chart =
          report.elements("svg").stream()
              .filter(svg -> svg.getAttribute("aria-labelledby").startsWith(id + "-"))
              .findFirst()
              .orElseThrow();
      List<Element> ticks =
          ParsedReport.elements(chart, "text").stream()
              .filter(text -> text.getAttribute("class").equals("tick"))
              .toList();
      Map<String, Double> across = new LinkedHashMap<>();
      Map<String, Double> up = new LinkedHashMap<>();
      for (Element tick : ticks) {
        boolean horizontal = tick.getAttribute("text-anchor").equals("middle");
        (horizontal ? across : up)
            .put(
                tick.getTextContent(),
                Double.parseDouble(tick.getAttribute(horizontal ? "x" : "y")));
      }
      assertThat(across).as(id).hasSizeGreaterThan(2);
      assertThat(across.keySet()).isEqualTo(up.keySet());
      List<Double> x = List.copyOf(across.values());
      List<Double> y = List.copyOf(up.values());
      for (int i = 1; i < x.size(); i++) {
        assertThat(x.get(i) - x.get(0)).as(id).isCloseTo(y.get(0) - y.get(i), within(0.02));
      }
    }
  }

  @Test
  @DisplayName("uses colours with a contrast of at least 4.5 for text and 3 for lines")
  void contrast() {
    String style = report.elements("style").getFirst().getTextContent();
    List<String> blocks = BLOCK.matcher(style).results().map(match -> match.group(1)).toList();
    assertThat(blocks).hasSize(3);
    for (String block : blocks) {
      Map<String, String> colours = new LinkedHashMap<>();
      for (MatchResult match : COLOUR.matcher(block).results().toList()) {
        colours.put(match.group(1), match.group(2));
      }
      for (String text : List.of("text", "quiet", "accent", "good", "bad", "open")) {
        for (String ground : List.of("page", "faint")) {
          assertThat(contrast(colours.get(text), colours.get(ground)))
              .as("%s on %s in %s", text, ground, block)
              .isGreaterThanOrEqualTo(4.5);
        }
      }
      for (String line : List.of("ink-1", "ink-2")) {
        assertThat(contrast(colours.get(line), colours.get("page")))
            .as("%s in %s", line, block)
            .isGreaterThanOrEqualTo(3);
      }
    }
  }

  /// The contrast of two colours, from 1 to 21, as defined by WCAG 2.2.
  private static double contrast(@Nullable String first, @Nullable String second) {
    double one = luminance(first);
    double other = luminance(second);
    return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
  }

  private static double luminance(@Nullable String colour) {
    Objects.requireNonNull(colour, "expected a colour of that name");
    double[] weights = {0.2126, 0.7152, 0.0722};
    double luminance = 0;
    for (int i = 0; i < 3; i++) {
      double value = Integer.parseInt(colour.substring(2 * i, 2 * i + 2), 16) / 255.0;
      luminance +=
          weights[i] * (value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4));
    }
    return luminance;
  }
}
