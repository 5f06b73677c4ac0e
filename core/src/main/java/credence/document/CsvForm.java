package credence.document;

import credence.model.ModelSpec.CsvFormat;
import credence.model.ModelSpec.CsvFormat.Decimal;
import credence.model.ModelSpec.CsvFormat.Delimiter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The dialect of CSV files in a spec.
final class CsvForm {
  private static final int MISSING_MAX = 100;

  private CsvForm() {}

  static CsvFormat read(Section section) {
    CsvFormat format =
        new CsvFormat(
            section.choiceOrNull("delimiter", Delimiter.class),
            section.choiceOrNull("decimal", Decimal.class),
            missing(section));
    section.finish();
    return format;
  }

  private static List<String> missing(Section section) {
    List<String> texts = new ArrayList<>();
    Node node = section.node("missing");
    boolean valid = node == null;
    if (node instanceof Node.Sequence(List<Node> elements, int _)) {
      valid = elements.size() <= MISSING_MAX;
      for (Node element : elements) {
        if (element instanceof Node.Scalar(String text, Node.Kind kind, int _)
            && kind != Node.Kind.NULL) {
          texts.add(text);
        } else {
          valid = false;
        }
      }
    }
    if (!valid) {
      section.addError(
          "missing",
          "expected a list of at most "
              + MISSING_MAX
              + " texts, with null and ~ in quotes, as in [NA, \"null\", \"\"]");
    }
    return texts.stream().distinct().toList();
  }

  static Map<String, Object> write(CsvFormat format) {
    Map<String, Object> out = new LinkedHashMap<>();
    if (format.delimiter() != null) {
      out.put("delimiter", SpecWriter.written(format.delimiter()));
    }
    if (format.decimal() != null) {
      out.put("decimal", SpecWriter.written(format.decimal()));
    }
    if (!format.missing().isEmpty()) {
      out.put("missing", format.missing());
    }
    return out;
  }
}
