package credence.console;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.w3c.dom.Text;
import org.xml.sax.InputSource;

/// A report that was read as XML, which fails unless every tag is closed. Spaces at which a line
/// must not be broken are read as ordinary ones.
record ParsedReport(Document document) {
  static ParsedReport of(VersionReport.Page page) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    return new ParsedReport(
        factory
            .newDocumentBuilder()
            .parse(
                new InputSource(new StringReader(page.html().replaceAll("\u00a0|&#160;", " ")))));
  }

  /// The elements with a name, in order.
  List<Element> elements(String name) {
    return elements(document.getElementsByTagName(name));
  }

  /// The descendants of an element with a name, in order.
  static List<Element> elements(Element parent, String name) {
    return elements(parent.getElementsByTagName(name));
  }

  private static List<Element> elements(NodeList found) {
    return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
  }

  /// The text of the page, with one space between elements.
  String text() {
    return text(elements("body").getFirst());
  }

  /// The text of an element, with one space between its elements.
  static String text(Element element) {
    StringBuilder text = new StringBuilder();
    collect(element, text);
    return text.toString().replaceAll("\\s+", " ").strip();
  }

  private static void collect(Node node, StringBuilder text) {
    if (node instanceof Text words) {
      text.append(words.getData()).append(' ');
    }
    for (Node child = node.getFirstChild(); child != null; child = child.getNextSibling()) {
      collect(child, text);
    }
  }

  /// A table.
  ///
  /// @param headings the texts of its column headings, blank for a corner
  /// @param rows the texts of its cells, row by row
  record Table(List<String> headings, List<List<String>> rows) {
    static Table of(Element table) {
      List<String> headings = cells(elements(elements(table, "thead").getFirst(), "tr").getFirst());
      List<List<String>> rows =
          elements(elements(table, "tbody").getFirst(), "tr").stream().map(Table::cells).toList();
      return new Table(headings, rows);
    }

    private static List<String> cells(Element row) {
      List<String> cells = new ArrayList<>();
      for (Node child = row.getFirstChild(); child != null; child = child.getNextSibling()) {
        if (child instanceof Element cell) {
          cells.add(text(cell));
        }
      }
      return cells;
    }

    /// The cells of a column.
    List<String> column(String heading) {
      return rows.stream().map(row -> row.get(headings.indexOf(heading))).toList();
    }
  }

  /// The first table with a column.
  Table table(String heading) {
    return elements("table").stream()
        .map(Table::of)
        .filter(table -> table.headings().contains(heading))
        .findFirst()
        .orElseThrow(() -> new AssertionError("expected a table with the column " + heading));
  }
}
