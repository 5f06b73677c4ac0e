package credence.wording;

import credence.document.DocumentForms;
import credence.model.Finding;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/// A model document or a comparison with texts for people beside its codes: `consequence` in each
/// finding and `words` in each gate's result. All other bytes are unchanged, including the
/// sentences of earlier formats.
///
/// The texts are inserted by offset, without building a tree of the document, which may be large.
public final class RenderedDocument {
  private static final JsonFactory JSON = new JsonFactory();
  private static final JsonMapper MAPPER = DocumentForms.mapper();

  /// How a list of coded objects is rendered.
  ///
  /// @param field the field that holds the text
  /// @param text the text of an object, given as JSON
  private record Rendering(String field, Function<byte[], String> text) {}

  private static final Map<String, Rendering> RENDERINGS =
      Map.of(
          "findings",
          new Rendering(
              "consequence", json -> FindingWording.of(MAPPER.readValue(json, Finding.class))),
          "gates",
          new Rendering("words", GateWording::of));

  private RenderedDocument() {}

  /// A text to insert.
  ///
  /// @param offset the offset in the document before which to insert
  /// @param bytes the text, as JSON
  @SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
  private record Insertion(int offset, byte[] bytes) {}

  /// A document and the texts to insert, so that the total size is known before memory is
  /// allocated.
  public static final class Texts {
    private final List<Insertion> insertions;

    private Texts(List<Insertion> insertions) {
      this.insertions = insertions;
    }

    /// The number of bytes inserted.
    public long bytes() {
      return insertions.stream().mapToLong(insertion -> insertion.bytes().length).sum();
    }

    /// Inserts the texts.
    ///
    /// @param document the bytes from which the texts were derived
    /// @param from where these begin in the array
    public byte[] insertInto(byte[] document, int from) {
      if (insertions.isEmpty()) {
        return document;
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream((int) (document.length + bytes()));
      int done = 0;
      for (Insertion insertion : insertions) {
        out.write(document, done, from + insertion.offset() - done);
        out.writeBytes(insertion.bytes());
        done = from + insertion.offset();
      }
      out.write(document, done, document.length - done);
      return out.toByteArray();
    }
  }

  /// A document with its texts.
  public static byte[] of(byte[] document) {
    return texts(document, 0, document.length).insertInto(document, 0);
  }

  /// The texts of a document; none if it cannot be read.
  ///
  /// @param bytes holds the document
  /// @param from where it begins
  /// @param length how many bytes it has
  public static Texts texts(byte[] bytes, int from, int length) {
    List<Insertion> insertions = new ArrayList<>();
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes, from, length)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        for (String name = json.nextName(); name != null; name = json.nextName()) {
          JsonToken value = json.nextToken();
          Rendering rendering = RENDERINGS.get(name);
          if (rendering != null && value == JsonToken.START_ARRAY) {
            addTexts(json, bytes, from, rendering, insertions);
          } else {
            json.skipChildren();
          }
        }
      }
      return new Texts(insertions);
    } catch (JacksonException | IllegalArgumentException notOurs) {
      return new Texts(List.of());
    }
  }

  private static void addTexts(
      JsonParser json, byte[] bytes, int from, Rendering rendering, List<Insertion> insertions) {
    while (json.nextToken() == JsonToken.START_OBJECT) {
      int begin = from + (int) json.currentTokenLocation().getByteOffset();
      json.skipChildren();
      int end = from + (int) json.currentTokenLocation().getByteOffset();
      byte[] object = Arrays.copyOfRange(bytes, begin, end + 1);
      if (!MAPPER.readTree(object).has(rendering.field())) {
        int first = begin + 1;
        while (bytes[first] != '"') {
          first++;
        }
        int last = end;
        while (bytes[last - 1] <= ' ') {
          last--;
        }
        String layout = new String(bytes, begin + 1, first - begin - 1, StandardCharsets.UTF_8);
        String text = MAPPER.writeValueAsString(rendering.text().apply(object));
        String field = "," + layout + '"' + rendering.field() + "\" : " + text;
        insertions.add(new Insertion(last - from, field.getBytes(StandardCharsets.UTF_8)));
      }
    }
  }
}
