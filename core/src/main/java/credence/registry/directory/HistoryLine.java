package credence.registry.directory;

import static java.nio.charset.StandardCharsets.US_ASCII;

import credence.hashing.Sha256;
import credence.registry.HistoryJson;
import credence.registry.HistoryRecord;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// A record of the history as a line: `HASH JSON\n`.
///
/// The hash is the SHA-256 of the previous line's hash, as its 64 digits, followed by the JSON as
/// stored in the line. So each line authenticates all lines before it, and a line that was edited,
/// removed or moved is detected. JSON escapes every line break, so a line ends where its record
/// does.
///
/// @param record the record of the line
/// @param hash the hash that it begins with
record HistoryLine(HistoryRecord record, String hash) {
  /// The previous hash of the first line.
  static final String FIRST_PREVIOUS = "0".repeat(Sha256.CHARACTERS);

  /// A line that is invalid.
  static final class Invalid extends Exception {
    private final String problem;
    private final boolean verified;

    Invalid(String problem, boolean verified) {
      super(problem);
      this.problem = problem;
      this.verified = verified;
    }

    /// What is wrong, after the words "line N".
    String problem() {
      return problem;
    }

    /// Whether the line's hash is correct, so that the line is as written.
    boolean verified() {
      return verified;
    }
  }

  /// The line's bytes, with the line break.
  static byte[] write(String previousHash, HistoryRecord record) {
    byte[] json = HistoryJson.stored(record);
    ByteArrayOutputStream line = new ByteArrayOutputStream(Sha256.CHARACTERS + json.length + 2);
    line.writeBytes(Sha256.of(previousHash.getBytes(US_ASCII), json).getBytes(US_ASCII));
    line.write(' ');
    line.writeBytes(json);
    line.write('\n');
    return line.toByteArray();
  }

  /// Reads and verifies a line.
  ///
  /// @param line its bytes, without the line break
  /// @throws Invalid if its hash does not fit, or it holds something that is not known here
  static HistoryLine read(String previousHash, byte[] line) throws Invalid {
    if (line.length <= Sha256.CHARACTERS || line[Sha256.CHARACTERS] != ' ') {
      throw new Invalid("is not a hash and a record", false);
    }
    byte[] json = Arrays.copyOfRange(line, Sha256.CHARACTERS + 1, line.length);
    String hash = Sha256.of(previousHash.getBytes(US_ASCII), json);
    if (!hash.equals(new String(line, 0, Sha256.CHARACTERS, US_ASCII))) {
      throw new Invalid(
          "does not match the hash that it begins with: it was changed after it was written",
          false);
    }
    return new HistoryLine(record(json), hash);
  }

  private static HistoryRecord record(byte[] json) throws Invalid {
    try {
      return HistoryJson.read(json);
    } catch (HistoryJson.Invalid e) {
      throw new Invalid(e.problem(), true);
    }
  }
}
