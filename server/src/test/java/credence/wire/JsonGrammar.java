package credence.wire;

import java.util.ArrayList;
import java.util.List;

/// RFC 8259 by recursive descent, written for nothing but to be compared with: says whether a text
/// is one JSON value, how deep it nests, and which names its outermost object has.
public final class JsonGrammar {
  private final String text;
  private final List<String> names = new ArrayList<>();
  private int at;
  private int depth;
  private int depthMax;

  private JsonGrammar(String text) {
    this.text = text;
  }

  /// The properties of a text according to the grammar.
  ///
  /// @param isValue whether it is one JSON value
  /// @param isObject whether that is an object
  /// @param depthMax the maximum nesting depth of objects and arrays
  /// @param names the outermost object's names, unescaped, including duplicates
  public record Verdict(boolean isValue, boolean isObject, int depthMax, List<String> names) {}

  public static Verdict of(String text) {
    JsonGrammar grammar = new JsonGrammar(text);
    grammar.space();
    boolean isObject = grammar.at < text.length() && text.charAt(grammar.at) == '{';
    boolean isValue = grammar.value();
    grammar.space();
    return new Verdict(
        isValue && grammar.at == text.length(), isObject, grammar.depthMax, grammar.names);
  }

  private boolean value() {
    if (at == text.length()) {
      return false;
    }
    return switch (text.charAt(at)) {
      case '{' -> members('}');
      case '[' -> members(']');
      case '"' -> string(new StringBuilder());
      case 't' -> word("true");
      case 'f' -> word("false");
      case 'n' -> word("null");
      default -> number();
    };
  }

  private boolean members(char close) {
    at++;
    depthMax = Math.max(depthMax, ++depth);
    space();
    if (take(close)) {
      depth--;
      return true;
    }
    do {
      space();
      if (close == '}' && !name()) {
        return false;
      }
      space();
      if (!value()) {
        return false;
      }
      space();
    } while (take(','));
    depth--;
    return take(close);
  }

  private boolean name() {
    StringBuilder name = new StringBuilder();
    if (!string(name) || hasHalfOfAPair(name)) {
      return false;
    }
    if (depth == 1) {
      names.add(name.toString());
    }
    space();
    return take(':');
  }

  /// Section 8.2 leaves the meaning of an unpaired surrogate open; here it is rejected.
  private static boolean hasHalfOfAPair(StringBuilder name) {
    return name.codePoints().anyMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }

  private boolean string(StringBuilder content) {
    if (!take('"')) {
      return false;
    }
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return true;
      }
      if (c < ' ' || (c == '\\' && !escape(content))) {
        return false;
      }
      if (c != '\\') {
        content.append(c);
      }
    }
    return false;
  }

  private boolean escape(StringBuilder content) {
    if (at == text.length()) {
      return false;
    }
    int known = "\"\\/bfnrt".indexOf(text.charAt(at));
    if (known >= 0) {
      at++;
      content.append("\"\\/\b\f\n\r\t".charAt(known));
      return true;
    }
    if (!text.startsWith("u", at)
        || at + 5 > text.length()
        || !text.substring(at + 1, at + 5).matches("[0-9a-fA-F]{4}")) {
      return false;
    }
    content.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
    at += 5;
    return true;
  }

  private boolean number() {
    take('-');
    if (!take('0') && !digits()) {
      return false;
    }
    if (take('.') && !digits()) {
      return false;
    }
    if (take('e') || take('E')) {
      if (!take('+')) {
        take('-');
      }
      return digits();
    }
    return true;
  }

  private boolean digits() {
    int from = at;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at > from;
  }

  private boolean word(String word) {
    if (!text.startsWith(word, at)) {
      return false;
    }
    at += word.length();
    return true;
  }

  private boolean take(char c) {
    if (at < text.length() && text.charAt(at) == c) {
      at++;
      return true;
    }
    return false;
  }

  private void space() {
    while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
