package credence.document;

import java.nio.charset.StandardCharsets;
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
  static <T> StoredDocument<T> read(byte[] document, int format, Class<T> type, String what) {
    try {
      JsonNode tree = MAPPER.readTree(document);
      if (!(tree instanceof ObjectNode object) || !object.path("format").isInt()) {
        return new StoredDocument.Unreadable<>("expected a " + what + " with its format");
      }
      int found = object.remove("format").intValue();
      if (found > format) {
        return new StoredDocument.Unreadable<>(FormatErrors.later(format, found));
      }
      return new StoredDocument.Read<>(MAPPER.treeToValue(object, type));
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      return new StoredDocument.Unreadable<>(FormatErrors.incomplete(what));
    }
  }
}
