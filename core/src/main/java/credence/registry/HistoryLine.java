package credence.registry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import credence.model.VersionName;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/// A record of the history as a line: `HASH JSON\n`.
///
/// The hash is the SHA-256 of the previous line's hash, as its 64 digits, followed by the JSON as
/// it stands in the line. So each line vouches for all the lines before it, and one that was
/// edited, removed or moved is found. JSON escapes every line break, so a line ends where its
/// record does.
///
/// @param record what the line tells
/// @param hash the hash that it begins with
record HistoryLine(HistoryRecord record, String hash) {
  /// What stands for the previous hash in the first line.
  static final String FIRST_PREVIOUS = "0".repeat(Sha256.CHARACTERS);

  private static final Set<String> TEXTS =
      Set.of("time", "kind", "version", "alias", "before", "after", "sha256", "author", "reason");
  private static final Map<String, HistoryKind> KINDS =
      Arrays.stream(HistoryKind.values()).collect(Collectors.toMap(HistoryKind::text, k -> k));
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /// A line that is not what it should be.
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

    /// Whether the line's hash fits, so that it is what some writer wanted to say.
    boolean verified() {
      return verified;
    }

    /// The line's hash fits, and what it holds does not.
    private static Invalid holds(String what) {
      return new Invalid("holds " + what, true);
    }
  }

  /// The line's bytes, with the line break.
  static byte[] write(String previousHash, HistoryRecord record) {
    byte[] json = json(record);
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
          "does not have the hash that it begins with: it is not what was written there", false);
    }
    return new HistoryLine(record(json), hash);
  }

  private static byte[] json(HistoryRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json =
        JSON.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeNumberProperty("sequence", record.sequence());
      json.writeStringProperty("time", record.time().toString());
      json.writeStringProperty("kind", record.kind().text());
      writeText(json, "version", record.version());
      writeText(json, "alias", record.alias());
      writeText(json, "before", record.before());
      writeText(json, "after", record.after());
      writeText(json, "sha256", record.sha256());
      json.writeStringProperty("author", record.author());
      json.writeStringProperty("reason", record.reason());
      if (!record.details().isEmpty()) {
        json.writeName("details");
        json.writeStartObject();
        record.details().forEach(json::writeStringProperty);
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    return bytes.toByteArray();
  }

  private static void writeText(JsonGenerator json, String name, @Nullable Object value) {
    if (value != null) {
      json.writeStringProperty(name, value.toString());
    }
  }

  private static HistoryRecord record(byte[] json) throws Invalid {
    Fields fields = new Fields();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      fields.read(parser);
    } catch (JacksonException e) {
      throw Invalid.holds("no JSON that can be read");
    }
    return fields.record();
  }

  /// The fields of a record while it is read.
  private static final class Fields {
    private final Map<String, String> texts = new TreeMap<>();
    private SortedMap<String, String> details = Collections.emptySortedMap();
    private long sequence;

    void read(JsonParser json) throws Invalid {
      expect(json.nextToken() == JsonToken.START_OBJECT, "no JSON object");
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        JsonToken value = json.nextToken();
        if (name.equals("sequence") && value == JsonToken.VALUE_NUMBER_INT) {
          sequence = json.getLongValue();
        } else if (name.equals("details") && value == JsonToken.START_OBJECT) {
          details = readDetails(json);
        } else {
          expect(TEXTS.contains(name) && value == JsonToken.VALUE_STRING, notKnown("a field"));
          texts.put(name, json.getString());
        }
      }
      expect(json.nextToken() == null, "more than one JSON object");
    }

    private static SortedMap<String, String> readDetails(JsonParser json) throws Invalid {
      TreeMap<String, String> details = new TreeMap<>();
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        expect(json.nextToken() == JsonToken.VALUE_STRING, notKnown("a detail"));
        details.put(name, json.getString());
      }
      return Collections.unmodifiableSortedMap(details);
    }

    HistoryRecord record() throws Invalid {
      HistoryKind kind = KINDS.get(text("kind"));
      VersionName version = version("version");
      if (kind == null || version == null) {
        throw Invalid.holds(kind == null ? notKnown("a kind of change") : "no version");
      }
      return new HistoryRecord(
          sequence,
          time(),
          kind,
          version,
          texts.get("alias"),
          version("before"),
          version("after"),
          texts.get("sha256"),
          text("author"),
          text("reason"),
          details);
    }

    private String text(String name) throws Invalid {
      String text = texts.get(name);
      if (text == null) {
        throw Invalid.holds("no " + name);
      }
      return text;
    }

    private Instant time() throws Invalid {
      try {
        return Instant.parse(text("time"));
      } catch (DateTimeException e) {
        throw Invalid.holds("a time that is none");
      }
    }

    private @Nullable VersionName version(String name) throws Invalid {
      String text = texts.get(name);
      expect(text == null || VersionName.isValid(text), "a version's name that is none");
      return text == null ? null : new VersionName(text);
    }

    private static String notKnown(String what) {
      return what + " that is not known here: a newer Credence wrote it, use that one";
    }

    private static void expect(boolean holds, String otherwise) throws Invalid {
      if (!holds) {
        throw Invalid.holds(otherwise);
      }
    }
  }
}
