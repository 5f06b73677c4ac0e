package credence.registry.directory;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import credence.model.LocatedError;
import credence.registry.HistoryRecord;
import credence.registry.Replay;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a history's lines and distinguishes an interrupted write from damage.
///
/// The head holds the number and hash of the last record that its writer acknowledged. It is
/// written after the record, and the next writer brings it up before it appends, so one line at
/// most lies beyond it. If that line is whole it counts; if not, its writer died before reporting
/// the change, and the line is ignored. Every other line that does not verify, and a history that
/// ends before its head, is damage, after which nothing can be trusted.
final class HistoryReader {
  private static final Pattern HEAD = Pattern.compile("([1-9][0-9]{0,17}) ([0-9a-f]{64})\n");

  private final Path log;
  private final Path head;
  private final byte[] bytes;
  private final List<HistoryRecord> records = new ArrayList<>();
  private final Replay replay = new Replay();
  private final Acknowledged acknowledged;
  private String lastHash = HistoryLine.FIRST_PREVIOUS;
  private int wholeBytes;
  private boolean headAgrees;
  private @Nullable LocatedError damage;

  /// The contents of a head.
  ///
  /// @param sequence the record's number; 0 if there is no head
  /// @param hash its line's hash
  /// @param valid false if the head is malformed
  private record Acknowledged(long sequence, String hash, boolean valid) {}

  private HistoryReader(Path log, byte[] bytes, Path head, byte @Nullable [] headBytes) {
    this.log = log;
    this.bytes = bytes;
    this.head = head;
    this.acknowledged = acknowledged(headBytes);
    this.headAgrees = acknowledged.sequence() == 0;
  }

  /// Reads a history.
  ///
  /// @param log where the lines come from, for messages
  /// @param bytes the lines; read after the head was, so that they cannot end before it by chance
  /// @param head where the head comes from, for messages
  /// @param headBytes the head; null if there is none
  static HistoryReading read(Path log, byte[] bytes, Path head, byte @Nullable [] headBytes) {
    HistoryReader reader = new HistoryReader(log, bytes, head, headBytes);
    reader.readLines();
    reader.checkHead();
    return reader.history();
  }

  /// A head's bytes.
  static byte[] headBytes(long sequence, String hash) {
    return (sequence + " " + hash + "\n").getBytes(ISO_8859_1);
  }

  private static Acknowledged acknowledged(byte @Nullable [] headBytes) {
    if (headBytes == null) {
      return new Acknowledged(0, HistoryLine.FIRST_PREVIOUS, true);
    }
    Matcher matcher = HEAD.matcher(new String(headBytes, ISO_8859_1));
    return matcher.matches()
        ? new Acknowledged(Long.parseLong(matcher.group(1)), matcher.group(2), true)
        : new Acknowledged(0, "", false);
  }

  private void readLines() {
    while (wholeBytes < bytes.length) {
      int end = lineEnd(wholeBytes);
      try {
        readLine(end);
        wholeBytes = end + 1;
      } catch (HistoryLine.Invalid e) {
        if (e.verified() || !isUnfinished(end)) {
          damage = lineError(e.problem());
        }
        return;
      }
    }
  }

  /// Where the line that begins there ends; -1 if nothing ends it.
  private int lineEnd(int from) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void readLine(int end) throws HistoryLine.Invalid {
    if (end < 0) {
      throw new HistoryLine.Invalid("is truncated", false);
    }
    HistoryLine line = HistoryLine.read(lastHash, Arrays.copyOfRange(bytes, wholeBytes, end));
    Optional<String> problem = replay.play(line.record());
    if (problem.isPresent()) {
      throw new HistoryLine.Invalid(problem.get(), true);
    }
    records.add(line.record());
    lastHash = line.hash();
    if (records.size() == acknowledged.sequence()) {
      headAgrees = lastHash.equals(acknowledged.hash());
    }
  }

  /// Whether the next line, which does not verify, is the last and was never acknowledged.
  private boolean isUnfinished(int end) {
    boolean last = end < 0 || end + 1 == bytes.length;
    return last && acknowledged.valid() && records.size() >= acknowledged.sequence();
  }

  private LocatedError lineError(String problem) {
    return new LocatedError(
        log + " line " + (records.size() + 1),
        problem + "; restore " + log.getFileName() + " from a backup");
  }

  private void checkHead() {
    if (damage != null) {
      return;
    }
    if (records.size() < acknowledged.sequence()) {
      damage =
          new LocatedError(
              log.toString(),
              "ends after record "
                  + records.size()
                  + ", but "
                  + acknowledged.sequence()
                  + " were acknowledged; restore it from a backup");
    } else if (!acknowledged.valid()) {
      damage = headError("is not a record's number and hash");
    } else if (acknowledged.sequence() == 0 && records.size() > 1) {
      damage = headError("is missing");
    } else if (!headAgrees) {
      damage =
          headError(
              "does not have the hash of record " + acknowledged.sequence() + " in the history");
    }
  }

  private LocatedError headError(String problem) {
    String remedy =
        records.isEmpty()
            ? "delete it"
            : "make it the line `" + records.size() + " " + lastHash + "`";
    return new LocatedError(
        head.toString(),
        problem
            + "; restore it from a backup, or, if "
            + log.getFileName()
            + " is known to be complete with "
            + records.size()
            + " records, "
            + remedy);
  }

  private HistoryReading history() {
    return new HistoryReading(
        List.copyOf(records),
        replay,
        lastHash,
        wholeBytes,
        acknowledged.sequence(),
        Arrays.copyOfRange(bytes, wholeBytes, bytes.length),
        Optional.ofNullable(damage));
  }
}
