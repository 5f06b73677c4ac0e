package credence.files;

import static java.nio.charset.StandardCharsets.US_ASCII;

import credence.hashing.Sha256;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// A JSON object that carries the SHA-256 of its own text as its first member: `{"checksum": "…",`.
///
/// A file that is replaced cannot have its checksum in a second file, as a model document does,
/// because two files cannot be replaced atomically. A text without the member predates checksums
/// and is accepted; parsers reject unknown members, so damage to the member's name is also
/// detected.
public final class ChecksummedText {
  private static final byte[] BEGIN = "{\n  \"checksum\" : \"".getBytes(US_ASCII);
  private static final byte[] END = "\",".getBytes(US_ASCII);
  private static final int SUMMED_FROM = BEGIN.length + Sha256.CHARACTERS + END.length;

  private ChecksummedText() {}

  /// The result of verifying a text.
  public sealed interface Reading {}

  /// The text matches its checksum, or has none.
  ///
  /// @param json the JSON object without the checksum
  @SuppressWarnings("ArrayRecordComponent") // Passed on, never compared.
  public record Whole(byte[] json) implements Reading {}

  /// The text does not match its checksum.
  public record Damaged() implements Reading {}

  /// Adds the checksum.
  ///
  /// @param json a JSON object with at least one member
  public static byte[] seal(byte[] json) {
    if (json.length < 2 || json[0] != '{') {
      throw new IllegalArgumentException("expected a JSON object");
    }
    byte[] members = Arrays.copyOfRange(json, 1, json.length);
    ByteArrayOutputStream sealed = new ByteArrayOutputStream(SUMMED_FROM + members.length);
    sealed.writeBytes(BEGIN);
    sealed.writeBytes(Sha256.of(members).getBytes(US_ASCII));
    sealed.writeBytes(END);
    sealed.writeBytes(members);
    return sealed.toByteArray();
  }

  /// Verifies and removes the checksum.
  public static Reading open(byte[] text) {
    if (!has(text, 0, BEGIN)) {
      return new Whole(text);
    }
    if (!has(text, SUMMED_FROM - END.length, END)) {
      return new Damaged();
    }
    byte[] members = Arrays.copyOfRange(text, SUMMED_FROM, text.length);
    String sum = new String(text, BEGIN.length, Sha256.CHARACTERS, US_ASCII);
    if (!sum.equals(Sha256.of(members))) {
      return new Damaged();
    }
    byte[] json = new byte[1 + members.length];
    json[0] = '{';
    System.arraycopy(members, 0, json, 1, members.length);
    return new Whole(json);
  }

  private static boolean has(byte[] text, int from, byte[] part) {
    int to = from + part.length;
    return text.length >= to && Arrays.equals(text, from, to, part, 0, part.length);
  }
}
