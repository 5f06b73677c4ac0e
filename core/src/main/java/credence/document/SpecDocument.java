package credence.document;

import credence.model.Fault;
import credence.model.ModelSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/// A model spec as it was written: what it asks for, and where each part of it stands.
///
/// @param spec what it asks for
/// @param source the file's name, for messages
/// @param lines for each path in the spec, as in `features.score_3.missing`, its line from 1
public record SpecDocument(ModelSpec spec, String source, Map<String, Integer> lines) {
  /// The name by which messages call the spec that ships with Credence.
  public static final String DEFAULT_SOURCE = "default-spec.yaml";

  private static final int CHARACTERS_MAX = 1 << 20;

  /// What came of reading a spec.
  public sealed interface Reading {}

  /// The spec is as it should be.
  public record Read(SpecDocument document) implements Reading {}

  /// The spec has faults: all of them, in the order of the text.
  public record Faulty(List<Fault> faults) implements Reading {}

  /// Reads a spec from YAML, of which JSON is a part.
  ///
  /// @param text the text, at most a million characters
  /// @param source the file's name, for messages
  public static Reading read(String text, String source) {
    List<Fault> faults = new ArrayList<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    if (text.length() > CHARACTERS_MAX) {
      faults.add(new Fault(source, "expected at most " + CHARACTERS_MAX + " characters"));
      return new Faulty(faults);
    }
    Node node = new NodeReader(source, faults).read(text);
    if (node instanceof Node.Mapping mapping) {
      ModelSpec spec = new SpecReader(source, faults, lines).read(mapping);
      if (faults.isEmpty()) {
        return new Read(new SpecDocument(spec, source, Map.copyOf(lines)));
      }
    } else if (faults.isEmpty()) {
      faults.add(new Fault(source + ":1", "expected names with values, as in `id: ids`"));
    }
    return new Faulty(List.copyOf(faults));
  }

  /// The spec that ships with Credence: the exercise's model, equal to its `model.py`.
  public static SpecDocument byDefault() {
    return switch (read(defaultText(), DEFAULT_SOURCE)) {
      case Read read -> read.document();
      case Faulty faulty -> throw new IllegalStateException(faulty.faults().toString());
    };
  }

  /// The text of the spec that ships with Credence.
  public static String defaultText() {
    try (InputStream in = SpecDocument.class.getResourceAsStream(DEFAULT_SOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the default spec is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A spec as YAML, every default spelled out; reading it gives the same spec.
  public static String text(ModelSpec spec) {
    YAMLMapper yaml =
        YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .build();
    return yaml.writeValueAsString(SpecWriter.write(spec));
  }

  /// Where a part of the spec stands, for a message: file, line and path.
  ///
  /// @param path as in `features.score_3`; the nearest part around it if it was not written
  public String place(String path) {
    String written = path;
    while (!lines.containsKey(written) && written.contains(".")) {
      written = written.substring(0, written.lastIndexOf('.'));
    }
    Integer line = lines.get(written);
    return source + (line == null ? "" : ":" + line) + " " + path;
  }
}
