package credence.document;

import credence.hashing.Sha256;
import credence.model.ModelSpec;
import credence.model.ModelSpec.CsvFormat;
import credence.model.ModelVersion;

/// The stored form of a model version: one JSON document, readable and diffable, without code.
/// Equal versions are written as equal bytes.
public final class ModelDocument {
  /// The format of the document; a document of a later format is rejected. Findings of format 1
  /// hold sentences, those of later formats parameters. Format 3 adds the customers of both sides,
  /// the scope of the cross-validation, intervals without a standard error, the joint test of the
  /// calibration, how standard errors were estimated, the [credence.model.ValueRule], the ranges of
  /// numbers with their scales, the importance of the inputs, and the stability of scores; its
  /// intervals of the AUC are reliable with few defaulters, and KS has a sign. Format 4 adds specs
  /// without an id, the values of the outcome in the spec, groups that are also features, and the
  /// dialect of CSV files; a version without these is written as format 3, since both are the same
  /// otherwise.
  public static final int FORMAT = 4;

  private static final int FORMAT_OF_EARLIER_SPECS = 3;

  /// The kind of document, as text for users.
  static final String WHAT = "model document";

  private ModelDocument() {}

  /// The result of reading a document.
  public sealed interface Reading {}

  /// The document holds a version.
  public record Read(ModelVersion version) implements Reading {}

  /// The document does not hold a version.
  ///
  /// @param expected what was expected, as text for users
  public record Unreadable(String expected) implements Reading, ServedDocument.Reading {}

  /// The document of a version: UTF-8, ends with a line break.
  public static byte[] write(ModelVersion version) {
    return DocumentText.write(format(version.spec()), version);
  }

  private static int format(ModelSpec spec) {
    boolean isEarlier =
        spec.hasIds()
            && spec.target().values() == null
            && !spec.hasGroupAmongFeatures()
            && spec.csv().equals(CsvFormat.UNSPECIFIED);
    return isEarlier ? FORMAT_OF_EARLIER_SPECS : FORMAT;
  }

  /// Reads a document. The registry verifies that the bytes are the published ones; this method
  /// checks that they form a valid document.
  public static Reading read(byte[] document) {
    return switch (DocumentText.read(document, FORMAT, ModelVersion.class, WHAT)) {
      case StoredDocument.Read<ModelVersion>(ModelVersion version) -> new Read(version);
      case StoredDocument.Unreadable<ModelVersion>(String expected) -> new Unreadable(expected);
    };
  }

  /// The SHA-256, in hexadecimal, of the stored form of a spec.
  public static String specSha256(ModelSpec spec) {
    return Sha256.of(DocumentText.MAPPER.writeValueAsBytes(SpecWriter.write(spec)));
  }
}
