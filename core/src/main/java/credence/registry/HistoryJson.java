package credence.registry;

import credence.assignment.AssignmentKey;
import credence.model.Alias;
import credence.model.VersionName;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

/// The JSON of a record of the history. Every reader and writer of such JSON uses this class; its
/// [Form]s differ in the fields that they leave out, never in the names or the order of fields.
public final class HistoryJson {
  /// The variants of the JSON.
  public enum Form {
    /// As the history is stored: complete, and without fields that have no value.
    STORED,
    /// As the admin port answers: without the id of a challenge. A version that an alias does not
    /// name is null.
    SERVED,
    /// As `credence history --json` prints: with the details even if there are none. A version that
    /// an alias does not name is null, also for *shadow*, and shadows are absent if there are none.
    PRINTED
  }

  /// JSON that is not a record of the history.
  public static final class Invalid extends Exception {
    private final String problem;

    private Invalid(String problem) {
      super(problem);
      this.problem = problem;
    }

    /// The problem, as the end of a sentence that begins with the place.
    public String problem() {
      return problem;
    }
  }

  private static final JsonFactory JSON =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final Map<String, Event.Kind> KINDS =
      Arrays.stream(Event.Kind.values()).collect(Collectors.toMap(Event.Kind::text, k -> k));

  private final Map<String, String> texts = new TreeMap<>();
  private SortedMap<String, String> details = new TreeMap<>();
  private @Nullable List<VersionName> shadows;
  private @Nullable Challenge challenge;
  private long sequence;

  /// The fields of a record while it is read. Each is removed when it is used, so a field that is
  /// left over is one that the kind of record does not have.
  private HistoryJson() {}

  /// Writes a record as a JSON object.
  public static void write(JsonGenerator json, HistoryRecord record, Form form) {
    json.writeStartObject();
    json.writeNumberProperty("sequence", record.sequence());
    json.writeStringProperty("time", record.time().toString());
    writeEvent(json, record.event(), form);
    json.writeStringProperty("author", record.author());
    json.writeStringProperty("reason", record.reason());
    if (!record.details().isEmpty() || form == Form.PRINTED) {
      json.writeObjectPropertyStart("details");
      record.details().forEach(json::writeStringProperty);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /// The stored form of a record, in UTF-8 and without a line break.
  public static byte[] stored(HistoryRecord record) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    try (JsonGenerator json =
        JSON.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
      write(json, record, Form.STORED);
    }
    return bytes.toByteArray();
  }

  private static void writeEvent(JsonGenerator json, Event event, Form form) {
    json.writeStringProperty("kind", event.kind().text());
    switch (event) {
      case Event.OfVersion of -> json.writeStringProperty("version", of.version().text());
    }
    event.transition().ifPresent(transition -> writeTransition(json, transition, form));
    switch (event) {
      case Event.Published published -> json.writeStringProperty("sha256", published.sha256());
      case Event.Challenged challenged -> writeKey(json, challenged.assignmentKey(), form);
      case Event.Promoted _,
          Event.ChallengeStopped _,
          Event.ShadowsChanged _,
          Event.RolledBack _,
          Event.Retired _,
          Event.Reinstated _,
          Event.Removed _ -> {}
    }
  }

  private static void writeKey(JsonGenerator json, @Nullable AssignmentKey key, Form form) {
    if (key != null && form == Form.STORED) {
      json.writeStringProperty("assignmentKey", key.text());
    }
  }

  private static void writeTransition(JsonGenerator json, AliasTransition transition, Form form) {
    json.writeStringProperty("alias", transition.alias().text());
    switch (transition) {
      case AliasTransition.Champion to -> writeNames(json, to.before(), to.after(), form);
      case AliasTransition.Challenger to -> {
        writeNames(json, to.before(), to.after(), form);
        writeChallenge(json, to.challenge(), form);
      }
      case AliasTransition.NoChallenger to -> writeNames(json, to.before(), null, form);
      case AliasTransition.Shadows to -> writeShadows(json, to.after(), form);
    }
  }

  private static void writeNames(
      JsonGenerator json, @Nullable VersionName before, @Nullable VersionName after, Form form) {
    writeName(json, "before", before, form);
    writeName(json, "after", after, form);
  }

  private static void writeName(
      JsonGenerator json, String field, @Nullable VersionName version, Form form) {
    if (version != null) {
      json.writeStringProperty(field, version.text());
    } else if (form != Form.STORED) {
      json.writeNullProperty(field);
    }
  }

  private static void writeChallenge(JsonGenerator json, Challenge challenge, Form form) {
    switch (form) {
      case STORED -> {
        json.writeObjectPropertyStart("challenge");
        json.writeNumberProperty("id", challenge.id());
        json.writeNumberProperty("share", challenge.share());
        json.writeEndObject();
      }
      case SERVED -> json.writeNumberProperty("share", challenge.share());
      case PRINTED -> {
        json.writeNumberProperty("challenge", challenge.id());
        json.writeNumberProperty("share", challenge.share());
      }
    }
  }

  private static void writeShadows(JsonGenerator json, List<VersionName> shadows, Form form) {
    if (form == Form.PRINTED) {
      writeNames(json, null, null, form);
    }
    if (!shadows.isEmpty() || form != Form.PRINTED) {
      json.writeArrayPropertyStart("shadows");
      shadows.forEach(version -> json.writeString(version.text()));
      json.writeEndArray();
    }
  }

  /// Reads a record from its stored form.
  ///
  /// @throws Invalid if the text is not exactly one record of a kind that is known here
  public static HistoryRecord read(byte[] stored) throws Invalid {
    HistoryJson fields = new HistoryJson();
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), stored)) {
      fields.read(parser);
    } catch (JacksonException e) {
      throw new Invalid("does not contain valid JSON");
    }
    return fields.record();
  }

  private void read(JsonParser json) throws Invalid {
    expect(json.nextToken() == JsonToken.START_OBJECT, "not a JSON object");
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
      expect(value == JsonToken.VALUE_STRING, notKnown("a field"));
      texts.put(name, json.getString());
    }
  }

  private static SortedMap<String, String> readDetails(JsonParser json) throws Invalid {
    TreeMap<String, String> details = new TreeMap<>();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      expect(json.nextToken() == JsonToken.VALUE_STRING, notKnown("a detail"));
      details.put(name, json.getString());
    }
    return details;
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

  private HistoryRecord record() throws Invalid {
    Event.Kind kind = found(KINDS.get(text("kind")), notKnown("a kind of change"));
    Instant time = time();
    VersionName version = named("version");
    Change change = new Change(text("author"), text("reason"), details);
    AliasTransition transition = texts.containsKey("alias") ? transition(version) : null;
    Event.OfVersion event =
        found(event(kind, version, transition), "a move that does not fit its kind");
    expect(texts.isEmpty() && challenge == null && shadows == null, notKnown("a field"));
    expect(
        event.version().equals(version)
            && event.transition().equals(Optional.ofNullable(transition)),
        "a move that does not fit its version");
    return new HistoryRecord(sequence, time, event, change);
  }

  /// The event of a kind; null if the kind does not move an alias in that way.
  private Event.@Nullable OfVersion event(
      Event.Kind kind, VersionName version, @Nullable AliasTransition transition) throws Invalid {
    return switch (kind) {
      case PUBLISHED -> new Event.Published(version, text("sha256"), transition != null);
      case PROMOTED ->
          transition instanceof AliasTransition.Champion to ? new Event.Promoted(to) : null;
      case CHALLENGED ->
          transition instanceof AliasTransition.Challenger to
              ? new Event.Challenged(to, key())
              : null;
      case CHALLENGE_STOPPED ->
          transition instanceof AliasTransition.NoChallenger to
              ? new Event.ChallengeStopped(to)
              : null;
      case SHADOWS_CHANGED ->
          transition instanceof AliasTransition.Shadows to ? new Event.ShadowsChanged(to) : null;
      case ROLLED_BACK -> transition == null ? null : new Event.RolledBack(transition);
      case RETIRED -> new Event.Retired(version);
      case REINSTATED -> new Event.Reinstated(version);
      case REMOVED -> new Event.Removed(version);
    };
  }

  private AliasTransition transition(VersionName version) throws Invalid {
    return switch (found(Alias.of(text("alias")).orElse(null), notKnown("an alias"))) {
      case CHAMPION -> new AliasTransition.Champion(versionOrNull("before"), named("after"));
      case CHALLENGER ->
          texts.containsKey("after")
              ? new AliasTransition.Challenger(
                  versionOrNull("before"), named("after"), takeChallenge())
              : new AliasTransition.NoChallenger(named("before"));
      case SHADOW -> new AliasTransition.Shadows(version, takeShadows());
    };
  }

  private Challenge takeChallenge() throws Invalid {
    Challenge taken = found(challenge, "no challenge");
    challenge = null;
    return taken;
  }

  private List<VersionName> takeShadows() {
    List<VersionName> taken = shadows == null ? List.of() : shadows;
    shadows = null;
    return taken;
  }

  private String text(String name) throws Invalid {
    return found(texts.remove(name), "no " + name);
  }

  private VersionName named(String field) throws Invalid {
    return version(text(field));
  }

  private Instant time() throws Invalid {
    try {
      return Instant.parse(text("time"));
    } catch (DateTimeException e) {
      throw new Invalid("has an invalid time");
    }
  }

  private @Nullable VersionName versionOrNull(String name) throws Invalid {
    String text = texts.remove(name);
    return text == null ? null : version(text);
  }

  private static VersionName version(String text) throws Invalid {
    expect(VersionName.isValid(text), "an invalid version name");
    return new VersionName(text);
  }

  private @Nullable AssignmentKey key() throws Invalid {
    String text = texts.remove("assignmentKey");
    return text == null ? null : found(AssignmentKey.of(text).orElse(null), "an invalid key");
  }

  private static String notKnown(String what) {
    return what
        + " that is unknown; it was written by a later version of Credence, which must be used";
  }

  private static void expect(boolean holds, String otherwise) throws Invalid {
    if (!holds) {
      throw new Invalid("holds " + otherwise);
    }
  }

  private static <T> T found(@Nullable T value, String otherwise) throws Invalid {
    if (value == null) {
      throw new Invalid("holds " + otherwise);
    }
    return value;
  }
}
