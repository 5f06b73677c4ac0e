package credence.document;

import credence.model.LocatedError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/// Parses YAML (and therefore also JSON) into nodes with line numbers.
final class NodeReader {
  private static final int DEPTH_MAX = 32;

  private final String source;
  private final List<LocatedError> errors;

  NodeReader(String source, List<LocatedError> errors) {
    this.source = source;
    this.errors = errors;
  }

  /// Parses a text; returns null and adds an error if it is not a single YAML value.
  @Nullable Node read(String text) {
    try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        errors.add(new LocatedError(source, "expected a model spec, but the text is empty"));
        return null;
      }
      Node node = node(parser, 0);
      if (parser.nextToken() != null) {
        errors.add(new LocatedError(source + ":" + line(parser), "expected one document only"));
      }
      return node;
    } catch (JacksonException e) {
      errors.add(
          new LocatedError(
              source + (e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr()),
              "expected well-formed YAML; check quotes, colons and indentation near here"));
      return null;
    }
  }

  private Node node(JsonParser parser, int depth) {
    int line = line(parser);
    if (depth > DEPTH_MAX) {
      errors.add(
          new LocatedError(source + ":" + line, "expected at most " + DEPTH_MAX + " levels"));
      parser.skipChildren();
      return new Node.Scalar("", Node.Kind.NULL, line);
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(parser, line, depth);
      case START_ARRAY -> sequence(parser, line, depth);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(parser, Node.Kind.NUMBER, line);
      case VALUE_TRUE, VALUE_FALSE -> scalar(parser, Node.Kind.BOOLEAN, line);
      case VALUE_NULL -> scalar(parser, Node.Kind.NULL, line);
      default -> scalar(parser, Node.Kind.TEXT, line);
    };
  }

  private Node mapping(JsonParser parser, int line, int depth) {
    Map<String, Node> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      int nameLine = line(parser);
      parser.nextToken();
      Node value = node(parser, depth + 1);
      if (entries.putIfAbsent(name, value) != null) {
        errors.add(
            new LocatedError(
                source + ":" + nameLine + " " + name,
                "expected each name once; this one is repeated"));
      }
    }
    return new Node.Mapping(entries, line);
  }

  private Node sequence(JsonParser parser, int line, int depth) {
    List<Node> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(node(parser, depth + 1));
    }
    return new Node.Sequence(elements, line);
  }

  private static Node.Scalar scalar(JsonParser parser, Node.Kind kind, int line) {
    return new Node.Scalar(kind == Node.Kind.NULL ? "" : parser.getString(), kind, line);
  }

  private static int line(JsonParser parser) {
    return parser.currentTokenLocation().getLineNr();
  }
}
