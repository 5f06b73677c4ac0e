package credence.document;

import credence.model.LocatedError;
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

/// A model spec with the location of each of its parts.
///
/// @param spec the spec
/// @param source the file's name, for messages
/// @param lines for each path in the spec, as in `features.score_3.missing`, its line from 1
public record SpecDocument(ModelSpec spec, String source, Map<String, Integer> lines) {
  /// The name used in messages for the spec that ships with Credence.
  public static final String DEFAULT_SOURCE = "default-spec.yaml";

  private static final int CHARACTERS_MAX = 1 << 20;

  /// The result of reading a spec.
  public sealed interface Reading {}

  /// The spec is valid.
  public record Read(SpecDocument document) implements Reading {}

  /// The spec has errors: all of them, in the order of the text.
  public record Invalid(List<LocatedError> errors) implements Reading {}

  /// Reads a spec from YAML or JSON.
  ///
  /// @param text the text, at most a million characters
  /// @param source the file's name, for messages
  public static Reading read(String text, String source) {
    List<LocatedError> errors = new ArrayList<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    if (text.length() > CHARACTERS_MAX) {
      errors.add(new LocatedError(source, "expected at most " + CHARACTERS_MAX + " characters"));
      return new Invalid(errors);
    }
    Node node = new NodeReader(source, errors).read(text);
    if (node instanceof Node.Mapping mapping) {
      ModelSpec spec = new SpecReader(source, errors, lines).read(mapping);
      if (errors.isEmpty()) {
        return new Read(new SpecDocument(spec, source, Map.copyOf(lines)));
      }
    } else if (errors.isEmpty()) {
      errors.add(new LocatedError(source + ":1", "expected names with values, as in `id: ids`"));
    }
    return new Invalid(List.copyOf(errors));
  }

  /// The spec that ships with Credence: the exercise's model, equivalent to its `model.py`.
  public static SpecDocument byDefault() {
    return switch (read(defaultText(), DEFAULT_SOURCE)) {
      case Read read -> read.document();
      case Invalid invalid -> throw new IllegalStateException(invalid.errors().toString());
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

  /// A spec as YAML with all defaults; reading it returns an equal spec.
  public static String text(ModelSpec spec) {
    YAMLMapper yaml =
        YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .build();
    return yaml.writeValueAsString(SpecWriter.write(spec));
  }

  /// The location of a part of the spec, for a message: file, line and path.
  ///
  /// @param path as in `features.score_3`; the nearest enclosing part if it is absent
  public String place(String path) {
    String written = path;
    while (!lines.containsKey(written) && written.contains(".")) {
      written = written.substring(0, written.lastIndexOf('.'));
    }
    Integer line = lines.get(written);
    return source + (line == null ? "" : ":" + line) + " " + path;
  }
}
