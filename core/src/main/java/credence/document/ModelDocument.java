package credence.document;

import credence.hashing.Sha256;
import credence.model.ModelSpec;
import credence.model.ModelVersion;

/// A model version as it is kept: one JSON document, readable and diffable, without code. The same
/// version is written to the same bytes.
public final class ModelDocument {
  /// The form of the document; a document of a later form is refused. Findings of form 1 hold
  /// sentences, those of form 2 parameters.
  public static final int FORMAT = 2;

  /// The kind of document, for a person.
  static final String WHAT = "model document";

  private ModelDocument() {}

  /// What came of reading a document.
  public sealed interface Reading {}

  /// The document holds a version.
  public record Read(ModelVersion version) implements Reading {}

  /// The document does not hold a version.
  ///
  /// @param expected what was expected, for a person
  public record Unreadable(String expected) implements Reading, ServedDocument.Reading {}

  /// The document of a version: UTF-8, ends with a line break.
  public static byte[] write(ModelVersion version) {
    return DocumentText.write(FORMAT, version);
  }

  /// Reads a document. Whether its bytes are the ones that were published is the registry's to
  /// check; this checks that they make sense.
  public static Reading read(byte[] document) {
    return DocumentText.<ModelVersion, Reading>read(
        document, FORMAT, ModelVersion.class, WHAT, Read::new, Unreadable::new);
  }

  /// The SHA-256, in hexadecimal, of a spec as a document holds it.
  public static String specSha256(ModelSpec spec) {
    return Sha256.of(DocumentText.MAPPER.writeValueAsBytes(SpecWriter.write(spec)));
  }
}
