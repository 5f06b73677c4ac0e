package credence.decision.segment;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import credence.bytes.ByteSink;
import credence.decision.DecisionNumber;
import credence.decision.DecisionRecords;
import credence.decision.DecisionSource;
import credence.decision.RequestOrigin;
import credence.scoring.Prediction;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// Writes records as lines of a segment: one JSON object each, with the same fields in the same
/// order. Its last field is the CRC-32C of what precedes it in the line
/// (<https://www.rfc-editor.org/rfc/rfc3720#appendix-B.4>).
///
/// Texts that may be missing are empty, so that every reader derives the same columns. Reused for
/// each record, and allocates nothing for one whose version and second are those of the previous
/// one. Not thread-safe.
final class DecisionLine {
  /// Precedes the checksum of a line.
  static final byte[] CHECKSUM = ",\"crc32c\":\"".getBytes(US_ASCII);

  /// Ends a line after its checksum.
  static final byte[] END = "\"}\n".getBytes(US_ASCII);

  /// The number of hexadecimal digits of a checksum.
  static final int CHECKSUM_DIGITS = 8;

  /// How every line begins that this build writes.
  static final byte[] BEGIN = "{\"format\":1,\"kind\":\"".getBytes(US_ASCII);

  private static final byte[] DECISION = "decision\",\"decision\":\"".getBytes(US_ASCII);
  private static final byte[] SHADOW = "shadow\",\"decision\":\"".getBytes(US_ASCII);
  private static final byte[] TIME = "\",\"time\":\"".getBytes(US_ASCII);
  private static final byte[] ID = "Z\",\"id\":\"".getBytes(US_ASCII);
  private static final byte[] INPUT = "\",\"input\":\"".getBytes(US_ASCII);
  private static final byte[] PREDICTIONS = "\",\"predictions\":[".getBytes(US_ASCII);
  private static final byte[] PROBABILITY = "\",\"probability\":".getBytes(US_ASCII);
  private static final byte[] IMPUTED = ",\"imputed\":\"".getBytes(US_ASCII);
  private static final byte[] UNSEEN = "\",\"unseen\":\"".getBytes(US_ASCII);
  private static final byte[] PREDICTION_END = "\"}".getBytes(US_ASCII);
  private static final byte[] HISTORY = "],\"history\":".getBytes(US_ASCII);
  private static final byte[] REQUEST = ",\"request\":\"".getBytes(US_ASCII);
  private static final byte[] TRACEPARENT = "\",\"traceparent\":\"".getBytes(US_ASCII);
  private static final byte[] TEST = "\",\"test\":true".getBytes(US_ASCII);
  private static final byte[] NO_TEST = "\",\"test\":false".getBytes(US_ASCII);
  private static final byte[] NULL = "null".getBytes(US_ASCII);
  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
  private static final int MICROS_PER_SECOND = 1_000_000;
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final byte[] writer;
  private final Map<Prediction.Route, byte[]> routes = new EnumMap<>(Prediction.Route.class);
  private final CRC32C checksum = new CRC32C();
  private final StringBuilder decimal = new StringBuilder();
  private byte[] secondText = {};
  private long second = Long.MIN_VALUE;
  private @Nullable DecisionSource source;
  private byte[][] versions = {};

  /// @param writer the name with which the ids of decisions begin
  DecisionLine(String writer) {
    this.writer = (writer + "-").getBytes(US_ASCII);
    for (Prediction.Route route : Prediction.Route.values()) {
      routes.put(route, route.name().toLowerCase(Locale.ROOT).getBytes(US_ASCII));
    }
  }

  /// Writes a record as a line.
  void write(DecisionRecords records, int record, ByteSink into) {
    int begin = into.size();
    boolean supplement = records.isSupplement(record);
    into.write(BEGIN);
    into.write(supplement ? SHADOW : DECISION);
    writeId(records.number(record), into);
    into.write(TIME);
    writeTime(records.timeMicros(record), into);
    into.write(ID);
    if (!supplement) {
      writeIdOf(records, record, into);
    }
    into.write(INPUT);
    JsonTexts.write(
        records.content(), records.contentFrom(record), records.contentTo(record), into);
    into.write(PREDICTIONS);
    writePredictions(records, record, into);
    into.write(HISTORY);
    into.writeDecimal(records.source(record).historyPosition());
    writeOrigin(records.origin(record), into);
    writeChecksum(begin, into);
  }

  private void writeId(long number, ByteSink into) {
    into.write(writer);
    into.writeDecimal(DecisionNumber.segment(number));
    into.writeByte('-');
    into.writeDecimal(DecisionNumber.record(number));
  }

  private void writeTime(long micros, ByteSink into) {
    long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
    if (seconds != second) {
      second = seconds;
      secondText = SECOND.format(Instant.ofEpochSecond(seconds)).getBytes(US_ASCII);
    }
    into.write(secondText);
    into.writeDigits(Math.floorMod(micros, MICROS_PER_SECOND), 6);
  }

  /// The text of the applicant's id, whose literal is an integer or a string.
  private static void writeIdOf(DecisionRecords records, int record, ByteSink into) {
    byte[] bytes = records.content();
    int from = records.idFrom(record);
    int to = records.idTo(record);
    if (from < to && bytes[from] == '"') {
      from++;
      to--;
    }
    into.write(bytes, from, to);
  }

  private void writePredictions(DecisionRecords records, int record, ByteSink into) {
    byte[][] by = versionsOf(records.source(record));
    int from = records.predictionsFrom(record);
    int to = records.predictionsTo(record);
    for (int i = from; i < to; i++) {
      if (i > from) {
        into.writeByte(',');
      }
      into.write(by[records.version(i)]);
      into.write(Objects.requireNonNull(routes.get(records.route(i))));
      into.write(PROBABILITY);
      writeProbability(records.probability(i), into);
      into.write(IMPUTED);
      writeText(records.imputed(i), into);
      into.write(UNSEEN);
      writeText(records.unseen(i), into);
      into.write(PREDICTION_END);
    }
  }

  /// The beginnings of the predictions of each version, created once for each source.
  @SuppressWarnings("ReferenceEquality") // An equal source that is another only costs time.
  private byte[][] versionsOf(DecisionSource of) {
    if (of != source) {
      source = of;
      List<DecisionSource.Version> all = of.versions();
      versions = new byte[all.size()][];
      for (int i = 0; i < versions.length; i++) {
        ByteSink text = new ByteSink();
        text.write("{\"version\":");
        text.writeJson(all.get(i).name().text());
        text.write(",\"document\":\"" + all.get(i).documentSha256() + "\",\"route\":\"");
        versions[i] = text.toByteArray();
      }
    }
    return versions;
  }

  /// The shortest decimal that parses to the same double; `null` if there is none.
  private void writeProbability(double probability, ByteSink into) {
    if (Double.isNaN(probability)) {
      into.write(NULL);
      return;
    }
    decimal.setLength(0);
    decimal.append(probability);
    for (int i = 0; i < decimal.length(); i++) {
      into.writeByte(decimal.charAt(i));
    }
  }

  private static void writeOrigin(RequestOrigin origin, ByteSink into) {
    into.write(REQUEST);
    String requestId = origin.requestId();
    if (requestId != null) {
      byte[] text = requestId.getBytes(US_ASCII);
      JsonTexts.write(text, 0, text.length, into);
    }
    into.write(TRACEPARENT);
    writeText(origin.traceparent(), into);
    into.write(origin.isTest() ? TEST : NO_TEST);
  }

  /// Writes a text without characters that JSON escapes; nothing for null.
  private static void writeText(@Nullable String text, ByteSink into) {
    if (text != null) {
      into.write(text.getBytes(UTF_8));
    }
  }

  private void writeChecksum(int begin, ByteSink into) {
    checksum.reset();
    checksum.update(into.array(), begin, into.size() - begin);
    int value = (int) checksum.getValue();
    into.write(CHECKSUM);
    for (int shift = Integer.SIZE - 4; shift >= 0; shift -= 4) {
      into.writeByte(HEX[(value >>> shift) & 0xF]);
    }
    into.write(END);
  }

  /// The number of a line's decision, if the line is complete and its checksum correct.
  ///
  /// @param bytes contains the line
  /// @param from where it begins
  /// @param to the end of the line, after its line feed, exclusive
  /// @return 0 if it is damaged or belongs to another segment
  static long check(byte[] bytes, int from, int to, String writer, int segment) {
    int sumFrom = to - END.length - CHECKSUM_DIGITS;
    int sumField = sumFrom - CHECKSUM.length;
    if (sumField <= from + BEGIN.length
        || !matches(bytes, from, BEGIN)
        || !matches(bytes, sumField, CHECKSUM)
        || !matches(bytes, to - END.length, END)) {
      return 0;
    }
    CRC32C sum = new CRC32C();
    sum.update(bytes, from, sumField - from);
    String digits = HexFormat.of().toHexDigits((int) sum.getValue());
    if (!matches(bytes, sumFrom, digits.getBytes(US_ASCII))) {
      return 0;
    }
    return number(new String(bytes, from, Math.min(to - from, 128), US_ASCII), writer, segment);
  }

  /// The number of the decision that the beginning of a line names.
  private static long number(String begin, String writer, int segment) {
    String name = "\"decision\":\"" + writer + "-";
    int at = begin.indexOf(name);
    if (at < 0) {
      return 0;
    }
    int dash = begin.indexOf('-', at + name.length());
    int end = dash < 0 ? -1 : begin.indexOf('"', dash);
    if (end < 0) {
      return 0;
    }
    int named = Integer.parseInt(begin, at + name.length(), dash, 10);
    long record = Long.parseLong(begin, dash + 1, end, 10);
    // The prediction of a shadow may follow in a later segment than its decision.
    return named <= segment ? DecisionNumber.of(named, record) : 0;
  }

  private static boolean matches(byte[] bytes, int from, byte[] expected) {
    for (int i = 0; i < expected.length; i++) {
      if (bytes[from + i] != expected[i]) {
        return false;
      }
    }
    return true;
  }
}
