package credence.document;

import credence.model.ModelSpec;
import credence.model.ModelVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A model version as it is kept: one JSON document, readable and diffable, without code. The same
/// version is written to the same bytes.
public final class ModelDocument {
  /// The form of the document; a document of a later form is refused.
  public static final int FORMAT = 1;

  private static final JsonMapper MAPPER = DocumentForms.mapper();

  private ModelDocument() {}

  /// What came of reading a document.
  public sealed interface Reading {}

  /// The document holds a version.
  public record Read(ModelVersion version) implements Reading {}

  /// The document does not hold a version.
  ///
  /// @param expected what was expected, for a person
  public record Unreadable(String expected) implements Reading {}

  /// The document of a version: UTF-8, ends with a line break.
  public static byte[] write(ModelVersion version) {
    ObjectNode document = MAPPER.createObjectNode();
    document.put("format", FORMAT);
    document.setAll((ObjectNode) MAPPER.valueToTree(version));
    String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    return (text.replace("\r\n", "\n") + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /// Reads a document. Whether its bytes are the ones that were published is the registry's to
  /// check; this checks that they make sense.
  public static Reading read(byte[] document) {
    try {
      JsonNode tree = MAPPER.readTree(document);
      if (!(tree instanceof ObjectNode object) || !object.path("format").isInt()) {
        return new Unreadable("expected a model document with its format");
      }
      int format = object.remove("format").intValue();
      if (format > FORMAT) {
        return new Unreadable(
            "expected a document of format "
                + FORMAT
                + " at most, this one is of format "
                + format
                + "; it was written by a later Credence");
      }
      return new Read(MAPPER.treeToValue(object, ModelVersion.class));
    } catch (JacksonException | IllegalArgumentException | NullPointerException e) {
      return new Unreadable("expected a complete model document");
    }
  }

  /// The SHA-256, in hexadecimal, of a spec as a document holds it.
  public static String specSha256(ModelSpec spec) {
    try {
      byte[] bytes = MAPPER.writeValueAsBytes(SpecWriter.write(spec));
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
