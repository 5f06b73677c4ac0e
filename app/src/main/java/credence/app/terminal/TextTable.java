package credence.app.terminal;

import credence.registry.RegistryLimits;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// A table for the terminal: columns fit their contents, and numbers are right-aligned. Line breaks
/// and control characters of the contents are printed as `?`.
public final class TextTable {
  private static final String GAP = "  ";
  private static final Pattern FIGURE =
      Pattern.compile("[-+]?[\\d,]+(\\.\\d+)?([eE]-?\\d+)?( %)?|-|");

  private final List<List<String>> rows = new ArrayList<>();

  /// @param header the columns' names
  public TextTable(String... header) {
    rows.add(List.of(header));
  }

  /// Adds a row with a cell for each column.
  public void row(String... cells) {
    if (cells.length != rows.getFirst().size()) {
      throw new IllegalArgumentException(cells.length + " cells for " + rows.getFirst());
    }
    rows.add(Arrays.stream(cells).map(RegistryLimits::oneLine).toList());
  }

  /// Prints header and rows, each line after `indent`.
  public void print(PrintWriter out, String indent) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    boolean[] right = new boolean[columns];
    for (int column = 0; column < columns; column++) {
      int c = column;
      widths[column] = rows.stream().mapToInt(row -> TextWidth.of(row.get(c))).max().orElse(0);
      right[column] = rows.stream().skip(1).allMatch(r -> FIGURE.matcher(r.get(c)).matches());
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int column = 0; column < columns; column++) {
        String padding = " ".repeat(widths[column] - TextWidth.of(row.get(column)));
        line.append(right[column] ? padding + row.get(column) : row.get(column) + padding)
            .append(GAP);
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
