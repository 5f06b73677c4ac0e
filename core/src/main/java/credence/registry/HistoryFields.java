package credence.registry;

import credence.assignment.AssignmentKey;
import credence.model.VersionName;
import credence.registry.HistoryLine.Invalid;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The fields of a record of the history while it is read from its JSON.
final class HistoryFields {
  private static final Set<String> TEXTS =
      Set.of(
          "time",
          "kind",
          "version",
          "alias",
          "before",
          "after",
          "sha256",
          "assignmentKey",
          "author",
          "reason");
  private static final Map<String, HistoryKind> KINDS =
      Arrays.stream(HistoryKind.values()).collect(Collectors.toMap(HistoryKind::text, k -> k));

  private final Map<String, String> texts = new TreeMap<>();
  private SortedMap<String, String> details = Collections.emptySortedMap();
  private List<VersionName> shadows = List.of();
  private @Nullable Challenge challenge;
  private long sequence;

  /// Reads a record's object.
  void read(JsonParser json) throws Invalid {
    expect(json.nextToken() == JsonToken.START_OBJECT, "no JSON object");
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      readField(name, json.nextToken(), json);
    }
    expect(json.nextToken() == null, "more than one JSON object");
  }

  private void readField(String name, JsonToken value, JsonParser json) throws Invalid {
    if (name.equals("sequence") && value == JsonToken.VALUE_NUMBER_INT) {
      sequence = json.getLongValue();
    } else if (name.equals("details") && value == JsonToken.START_OBJECT) {
      details = readDetails(json);
    } else if (name.equals("challenge") && value == JsonToken.START_OBJECT) {
      challenge = readChallenge(json);
    } else if (name.equals("shadows") && value == JsonToken.START_ARRAY) {
      shadows = readVersions(json);
    } else {
      expect(TEXTS.contains(name) && value == JsonToken.VALUE_STRING, notKnown("a field"));
      texts.put(name, json.getString());
    }
  }

  private static SortedMap<String, String> readDetails(JsonParser json) throws Invalid {
    TreeMap<String, String> details = new TreeMap<>();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      expect(json.nextToken() == JsonToken.VALUE_STRING, notKnown("a detail"));
      details.put(name, json.getString());
    }
    return Collections.unmodifiableSortedMap(details);
  }

  private static Challenge readChallenge(JsonParser json) throws Invalid {
    long id = 0;
    double share = 0;
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken value = json.nextToken();
      if (name.equals("id") && value == JsonToken.VALUE_NUMBER_INT) {
        id = json.getLongValue();
      } else {
        expect(name.equals("share") && value.isNumeric(), notKnown("a challenge"));
        share = json.getDoubleValue();
      }
    }
    return new Challenge(id, share);
  }

  private static List<VersionName> readVersions(JsonParser json) throws Invalid {
    List<VersionName> versions = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      expect(json.currentToken() == JsonToken.VALUE_STRING, notKnown("a shadow"));
      versions.add(version(json.getString()));
    }
    return versions;
  }

  /// The record that was read.
  HistoryRecord record() throws Invalid {
    HistoryKind kind = KINDS.get(text("kind"));
    if (kind == null) {
      throw Invalid.holds(notKnown("a kind of change"));
    }
    return new HistoryRecord(
        sequence,
        time(),
        kind,
        version(text("version")),
        texts.get("alias"),
        versionOrNull("before"),
        versionOrNull("after"),
        challenge,
        shadows,
        texts.get("sha256"),
        key(),
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

  private @Nullable VersionName versionOrNull(String name) throws Invalid {
    String text = texts.get(name);
    return text == null ? null : version(text);
  }

  private static VersionName version(String text) throws Invalid {
    expect(VersionName.isValid(text), "a version's name that is none");
    return new VersionName(text);
  }

  private @Nullable AssignmentKey key() throws Invalid {
    String text = texts.get("assignmentKey");
    AssignmentKey key = text == null ? null : AssignmentKey.of(text).orElse(null);
    expect(text == null || key != null, "a key that is none");
    return key;
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
