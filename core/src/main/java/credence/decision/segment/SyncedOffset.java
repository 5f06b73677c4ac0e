package credence.decision.segment;

import static java.nio.charset.StandardCharsets.US_ASCII;

import credence.files.RegularFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How far a writer's segments are known to be on disk.
///
/// @param segment the number of the last segment that was open; 0 if there was none
/// @param offset how many of its bytes are on disk; those of earlier segments all are
record SyncedOffset(int segment, long offset) {
  private static final Pattern FORM = Pattern.compile(" *(\\d{1,7}) +(\\d{1,18})\n");
  private static final int BYTES_MAX = 64;

  /// Reads a writer's file. One that is empty or damaged says nothing.
  static SyncedOffset read(Path file) throws IOException {
    byte[] bytes = RegularFiles.readExisting(file, BYTES_MAX);
    Matcher text = FORM.matcher(new String(bytes, US_ASCII));
    return text.matches()
        ? new SyncedOffset(Integer.parseInt(text.group(1)), Long.parseLong(text.group(2)))
        : new SyncedOffset(0, 0);
  }

  /// How many bytes of a segment, of this number or a later one, are on disk.
  long of(int number) {
    return number == segment ? offset : 0;
  }
}
