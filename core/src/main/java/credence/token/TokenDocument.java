package credence.token;

import credence.hashing.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The JSON form of a home's tokens. Each entry has a checksum of its own, so that a damaged one is
/// skipped and the others remain valid. Entries that predate checksums have none.
///
/// @param entries in order of creation
record TokenDocument(List<Entry> entries) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private static final String TOKENS = "tokens";
  private static final String NAME = "name";
  private static final String SHA256 = "sha256";
  private static final String CREATED_AT = "createdAt";
  private static final String CHECKSUM = "checksum";
  private static final Set<String> FIELDS = Set.of(NAME, SHA256, CREATED_AT, CHECKSUM);

  /// An entry.
  ///
  /// @param name the token's name; of a damaged one without a name its place, as in `entry 2`
  /// @param token null if the entry is damaged
  /// @param written the entry as it was read; null if it is new
  record Entry(String name, @Nullable AccessToken token, @Nullable JsonNode written) {
    static Entry of(AccessToken token) {
      return new Entry(token.name(), token, null);
    }
  }

  /// Copies the list.
  TokenDocument {
    entries = List.copyOf(entries);
  }

  /// The tokens that can be used.
  List<AccessToken> tokens() {
    List<AccessToken> tokens = new ArrayList<>();
    for (Entry entry : entries) {
      if (entry.token() != null) {
        tokens.add(entry.token());
      }
    }
    return tokens;
  }

  /// The names of the entries that are damaged.
  List<String> damaged() {
    return entries.stream().filter(entry -> entry.token() == null).map(Entry::name).toList();
  }

  /// The file's bytes. A damaged entry stays as it is, without a new checksum.
  byte[] write() {
    ObjectNode file = MAPPER.createObjectNode();
    ArrayNode list = file.putArray(TOKENS);
    for (Entry entry : entries) {
      AccessToken token = entry.token();
      if (token == null) {
        list.add(entry.written());
      } else {
        list.addObject()
            .put(NAME, token.name())
            .put(SHA256, token.sha256())
            .put(CREATED_AT, token.createdAt().toString())
            .put(CHECKSUM, checksum(token));
      }
    }
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(file);
  }

  /// Reads the tokens.
  ///
  /// @param file where the bytes come from, for the message
  /// @throws IOException if they are not a list of entries, valid or not
  static TokenDocument read(byte[] bytes, Path file) throws IOException {
    try {
      if (MAPPER.readTree(bytes) instanceof ObjectNode object
          && object.size() == 1
          && object.get(TOKENS) instanceof ArrayNode list) {
        List<Entry> entries = new ArrayList<>();
        for (JsonNode entry : list) {
          entries.add(entry(entry, entries.size() + 1));
        }
        return new TokenDocument(entries);
      }
    } catch (JacksonException malformed) {
      throw damaged(file, malformed);
    }
    throw damaged(file, null);
  }

  private static IOException damaged(Path file, @Nullable Exception cause) {
    return new IOException(
        file + " is damaged; restore it, or delete it and create the tokens again", cause);
  }

  private static Entry entry(JsonNode written, int place) {
    AccessToken token = token(written);
    String name = text(written, NAME);
    return new Entry(
        name != null && AccessToken.isName(name) ? name : "entry " + place, token, written);
  }

  /// The token of an entry; null if the entry is damaged.
  private static @Nullable AccessToken token(JsonNode entry) {
    String name = text(entry, NAME);
    String sha256 = text(entry, SHA256);
    String createdAt = text(entry, CREATED_AT);
    if (name == null
        || !AccessToken.isName(name)
        || sha256 == null
        || !Sha256.isValid(sha256)
        || createdAt == null
        || !FIELDS.containsAll(entry.propertyNames())) {
      return null;
    }
    try {
      AccessToken token = new AccessToken(name, sha256, Instant.parse(createdAt));
      return !entry.has(CHECKSUM) || checksum(token).equals(text(entry, CHECKSUM)) ? token : null;
    } catch (DateTimeException notATime) {
      return null;
    }
  }

  private static @Nullable String text(JsonNode entry, String field) {
    JsonNode value = entry.get(field);
    return value == null || !value.isString() ? null : value.stringValue();
  }

  private static String checksum(AccessToken token) {
    return Sha256.of(
        String.join("\n", token.name(), token.sha256(), token.createdAt().toString())
            .getBytes(StandardCharsets.UTF_8));
  }
}
