package credence.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Text from files, on the terminal")
class TextTableTest {
  private final StringWriter written = new StringWriter();
  private final PrintWriter out = new PrintWriter(written);

  @Test
  @DisplayName("stays in its row of a table, without control characters")
  void table() {
    TextTable table = new TextTable("column", "coefficient");
    table.row("purpose=travel\nand \u001b[31mleave", "-0.5");
    table.row("purpose=car", "0.25");
    table.print(out, "");
    assertThat(written.toString().lines())
        .containsExactly(
            "column                         coefficient",
            "purpose=travel?and ?[31mleave         -0.5",
            "purpose=car                           0.25");
  }

  @Test
  @DisplayName("is aligned by the columns that it takes on a terminal")
  void wide() {
    TextTable table = new TextTable("level", "rows");
    table.row("\u6771\u4eac", "12");
    table.row("Bonn", "7");
    table.print(out, "");
    assertThat(written.toString().lines())
        .containsExactly("level  rows", "\u6771\u4eac     12", "Bonn      7");
  }

  @Test
  @DisplayName("stays in its paragraph, without control characters")
  void paragraph() {
    TextParagraph.print(out, "  ", "The level \u201ca\r\nb\u201d is new.");
    assertThat(written.toString().lines()).containsExactly("  The level \u201ca??b\u201d is new.");
  }
}
