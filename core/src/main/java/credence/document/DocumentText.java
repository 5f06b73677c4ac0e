package credence.document;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The text of a document: one JSON object that begins with its format number, readable and
/// diffable. Equal records have equal text.
final class DocumentText {
  static final JsonMapper MAPPER = DocumentForms.mapper();

  private DocumentText() {}

  /// The text of a record: UTF-8, ends with a line break.
  static byte[] write(int format, Object content) {
    ObjectNode document = MAPPER.createObjectNode();
    document.put("format", format);
    document.setAll((ObjectNode) MAPPER.valueToTree(content));
    String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    return (text.replace("\r\n", "\n") + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /// Reads a text.
  ///
  /// @param format the latest supported format
  /// @param what the kind of document, as text for users
  /// @param read converts the record
  /// @param unreadable converts the text that says what was expected
  static <T, R> R read(
      byte[] document,
      int format,
      Class<T> type,
      String what,
      Function<T, R> read,
      Function<String, R> unreadable) {
    try {
      JsonNode tree = MAPPER.readTree(document);
      if (!(tree instanceof ObjectNode object) || !object.path("format").isInt()) {
        return unreadable.apply("expected a " + what + " with its format");
      }
      int found = object.remove("format").intValue();
      if (found > format) {
        return unreadable.apply(FormatErrors.later(format, found));
      }
      return read.apply(MAPPER.treeToValue(object, type));
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      return unreadable.apply(FormatErrors.incomplete(what));
    }
  }
}
