package credence.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credence.scoring.FeatureVector;
import credence.scoring.InputLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Generated records, valid and invalid")
class RecordFuzzTest {
  private static final long SEED = 20180407;
  private static final int RECORDS = 200_000;

  /// Part of every string in a record; must never appear in a message.
  private static final String SECRET = "x7351q";

  private static final WireLimits LIMITS = new WireLimits(12, 5, 9, 24, 4, 9);

  private static final List<String> VALUES =
      List.of(
          "1",
          "-0",
          "0.1495",
          "480.0",
          "1e22",
          "123456789012345678",
          "0.30000000000000004",
          "1E-300",
          "1e309",
          "73517351",
          "12345",
          "123456",
          "0",
          "1.0",
          "5.0",
          "50e-1",
          "-0.0",
          "-73517351.0",
          "9007199254740993",
          "true",
          "false",
          "null",
          "\"\"",
          "\"true\"",
          "\"5\"",
          "5",
          "\"480.5\"",
          "\"1e5\"",
          "\" 1\"",
          "\"north\"",
          "\"süd\"",
          "\"s\\u00fcd\"",
          "[]",
          "{}",
          "[1,{\"id\":2}]",
          "[[[1]]]",
          "[[[[1]]]]",
          "\"" + SECRET + "\"",
          "\"a\\\"b\"",
          "\"" + SECRET + SECRET + SECRET + "\"",
          "0.12345678901234567890123",
          "\"\\ud83d\"");

  private static final List<String> NAMES =
      List.of(
          "amount",
          "owner",
          "region",
          "any",
          "a/b~c",
          "größe",
          "near_name",
          "NearName",
          "_",
          "income",
          SECRET,
          "Amount",
          "a_n_y",
          "gr\\u00f6ße",
          "\\u0061ny",
          "nearname",
          "",
          "REGION",
          "__",
          "ID",
          "id");

  private static final List<String> FRAGMENTS =
      List.of(
          "\"",
          "\\",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "\"id\":",
          "null",
          "e",
          ".",
          "-",
          "0",
          "\u0000",
          "\n",
          "\\u",
          "ü",
          "😀",
          "\"amount\":1,",
          "\t",
          "//",
          "\uFEFF",
          "tru",
          "99");

  /// What is not UTF-8, or looks like JSON's own characters and is not: halves of pairs, overlong
  /// forms, characters beyond the last, other white space and digits.
  private static final List<String> HEX_FRAGMENTS =
      List.of(
          "eda0bd",
          "edb880",
          "eda0bdedb880",
          "c080",
          "c0a2",
          "e08080",
          "f4908080",
          "fe",
          "ff",
          "efbbbf",
          "e280a8",
          "7f",
          "c280",
          "c2a0",
          "e38080",
          "d9a1",
          "d9a0",
          "efbc91",
          "1e",
          "0c",
          "27",
          "2b",
          "4e614e",
          "496e66696e697479");

  private final SplittableRandom random = new SplittableRandom(SEED);
  private final Fields fields = new Fields(Layouts.mixed());
  private final CarefulReader careful =
      new CarefulReader(fields, LIMITS, new FeatureVector(Layouts.mixed().size()));

  @BeforeEach
  void printSeed() {
    System.out.println("seed " + SEED);
  }

  @Test
  @DisplayName(
      "are rejected if and only if they are not one JSON value within the limits,"
          + " and without a word of theirs")
  void agreeWithGrammar() {
    Map<ReadError.Kind, Integer> counts = new EnumMap<>(ReadError.Kind.class);
    for (int i = 0; i < RECORDS; i++) {
      byte[] record = i % 3 == 0 ? record().getBytes(UTF_8) : broken(record().getBytes(UTF_8));
      ReadError problem = careful.read(record, 0, record.length);
      ReadError.Kind kind = problem == null ? null : problem.kind();
      ReadError.Kind expected = expectedKind(record);
      if (kind != expected && (expected != null || kind != ReadError.Kind.INVALID_ID)) {
        assertThat(kind).as(() -> describe(record)).isEqualTo(expected);
      }
      String message = problem == null ? "" : problem.toString();
      if (message.contains("7351") || message.contains("x7")) {
        assertThat(message).as(() -> describe(record)).doesNotContain("7351", "x7");
      }
      if (kind != null) {
        counts.merge(kind, 1, Integer::sum);
      }
    }
    assertThat(counts.get(ReadError.Kind.MALFORMED)).isBetween(RECORDS / 4, RECORDS * 3 / 4);
    assertThat(counts.get(ReadError.Kind.NOT_A_RECORD)).isGreaterThan(RECORDS / 500);
    assertThat(counts.get(ReadError.Kind.INVALID_ID)).isBetween(RECORDS / 100, RECORDS / 4);
  }

  @Test
  @DisplayName("have the same meaning for both readers if the fast reader accepts them")
  void readersAgree() {
    assertThat(readByBoth(Layouts.mixed())).isGreaterThan(RECORDS / 1000);
    assertThat(readByBoth(Layouts.withoutNearNames())).isGreaterThan(RECORDS / 50);
  }

  /// Reads records by both readers; returns how many the fast one read.
  private int readByBoth(InputLayout layout) {
    Fields known = new Fields(layout);
    FeatureVector vector = new FeatureVector(layout.size());
    CarefulReader slow = new CarefulReader(known, LIMITS, vector);
    FeatureVector fastVector = new FeatureVector(layout.size());
    FastReader fast = new FastReader(known, LIMITS, fastVector);
    int readFast = 0;
    for (int i = 0; i < RECORDS; i++) {
      byte[] body = i % 3 == 0 ? broken(record().getBytes(UTF_8)) : record().getBytes(UTF_8);
      int from = random.nextInt(3);
      int to = from + body.length;
      byte[] bytes = new byte[to + random.nextInt(10)];
      Arrays.fill(bytes, (byte) '}');
      System.arraycopy(body, 0, bytes, from, body.length);
      if (fast.read(bytes, from, to)) {
        readFast++;
        assertThat(slow.read(bytes, from, to)).as(() -> describe(body)).isNull();
        assertThat(reading(fastVector, layout, fast.idFrom(), fast.idTo()))
            .as(() -> describe(body))
            .isEqualTo(reading(vector, layout, slow.idFrom(), slow.idTo()));
      }
    }
    return readFast;
  }

  /// The bits of each slot's value, whether any is invalid, and the position of the id.
  private static long[] reading(FeatureVector vector, InputLayout layout, int idFrom, int idTo) {
    return LongStream.concat(
            LongStream.of(vector.hasErrors() ? 1 : 0, idFrom, idTo),
            IntStream.range(0, layout.size())
                .mapToLong(slot -> Double.doubleToRawLongBits(vector.get(slot))))
        .toArray();
  }

  @Test
  @DisplayName("are malformed wherever they are truncated")
  void prefixesAreMalformed() {
    for (int i = 0; i < 2_000; i++) {
      byte[] record = ("{\"x\":[" + VALUES.get(random.nextInt(20)) + "]}").getBytes(UTF_8);
      for (int length = 0; length < record.length; length++) {
        ReadError problem = careful.read(record, 0, length);
        assertThat(problem).extracting(ReadError::kind).isEqualTo(ReadError.Kind.MALFORMED);
      }
    }
  }

  /// The expected result by the grammar and the limits; null if the record is an object.
  private ReadError.@Nullable Kind expectedKind(byte[] record) {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(record)).toString();
    } catch (CharacterCodingException notUtf8) {
      return ReadError.Kind.MALFORMED;
    }
    JsonGrammar.Verdict verdict = JsonGrammar.of(text);
    List<String> read = verdict.names().stream().filter(name -> fields.find(name) != null).toList();
    boolean standsTwice = read.stream().anyMatch(name -> Collections.frequency(read, name) > 1);
    if (!verdict.isValue()
        || verdict.depthMax() > LIMITS.nestingDepthMax()
        || verdict.names().size() > LIMITS.fieldsMax()
        || standsTwice) {
      return ReadError.Kind.MALFORMED;
    }
    return verdict.isObject() ? null : ReadError.Kind.NOT_A_RECORD;
  }

  private String record() {
    if (random.nextInt(50) == 0) {
      return space() + value() + space();
    }
    StringBuilder record = new StringBuilder(space()).append('{');
    int idAt = random.nextInt(4);
    int fieldCount = random.nextInt(10);
    for (int i = 0; i < Math.max(fieldCount, idAt + 1); i++) {
      String name = i == idAt ? "id" : name();
      String value = i == idAt && random.nextInt(10) > 0 ? "\"" + SECRET + "\"" : value();
      record.append(i > 0 ? "," : "").append(space());
      record.append('"').append(name).append('"').append(space()).append(':').append(space());
      record.append(value).append(space());
    }
    return record.append('}').append(space()).toString();
  }

  private String name() {
    return random.nextInt(40) == 0 ? escape() : NAMES.get(random.nextInt(NAMES.size() - 1));
  }

  private String value() {
    return switch (random.nextInt(16)) {
      case 0 -> "\"" + escape() + "\"";
      case 1 -> number();
      default -> VALUES.get(random.nextInt(VALUES.size()));
    };
  }

  /// An escape; of its digits one in twenty is another character with a digit's low byte.
  private String escape() {
    StringBuilder escape = new StringBuilder("\\u");
    for (int i = 0; i < 4; i++) {
      escape.append(digit("0123456789abcdefABCDEF"));
    }
    return escape.toString();
  }

  private String number() {
    return digit("123456789") + "." + digit("0123456789") + "e" + digit("0123456789");
  }

  private String digit(String digits) {
    char digit = digits.charAt(random.nextInt(digits.length()));
    int high = random.nextInt(0xd8) << 8;
    return Character.toString(random.nextInt(20) == 0 ? (char) (high | digit) : digit);
  }

  private String space() {
    return random.nextInt(6) == 0 ? " \n\t\r".substring(random.nextInt(4)) : "";
  }

  /// One to three random changes: a byte replaced, a range removed or doubled, a fragment put in.
  private byte[] broken(byte[] record) {
    byte[] bytes = record;
    for (int change = random.nextInt(3); change >= 0; change--) {
      int a = random.nextInt(bytes.length + 1);
      int b = Math.min(bytes.length, a + random.nextInt(1, 6));
      byte[] between =
          switch (random.nextInt(5)) {
            case 0 -> new byte[] {(byte) random.nextInt(256)};
            case 1 -> new byte[0];
            case 2 ->
                HexFormat.of().parseHex(HEX_FRAGMENTS.get(random.nextInt(HEX_FRAGMENTS.size())));
            case 3 -> concat(Arrays.copyOfRange(bytes, a, b), Arrays.copyOfRange(bytes, a, b));
            default -> {
              b = a;
              yield FRAGMENTS.get(random.nextInt(FRAGMENTS.size())).getBytes(UTF_8);
            }
          };
      bytes =
          concat(
              concat(Arrays.copyOf(bytes, a), between), Arrays.copyOfRange(bytes, b, bytes.length));
    }
    return bytes;
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static String describe(byte[] record) {
    return new String(record, UTF_8);
  }
}
