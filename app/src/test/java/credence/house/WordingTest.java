package credence.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Comments, messages and documentation are in plain technical English: rejects archaic words and
/// phrases that readers of this field found odd.
class WordingTest {
  private static final List<Pattern> PHRASES =
      Stream.of(
              "told",
              "tell(?:s|ing)?",
              "whoever",
              "nobody",
              "somebody",
              "everybody",
              "stands?(?! for)",
              "stands?\\s+for",
              "stood",
              "mend(?:s|ed|ing)?",
              "worthless",
              "likelier",
              "learnt",
              "(?:there|where|here)(?:of|by|with|upon)",
              "for\\s+ever",
              "at\\s+all",
              "save\\s+(?:for|those|that|the\\s+one)",
              "flatters?",
              "by\\s+lot",
              "all\\s+the\\s+same",
              "by\\s+and\\s+by",
              "(?:comes?|came)\\s+by",
              "(?:speaks?|spoke|spoken)(?:\\s+(?:for|against|of|to|tls))?",
              "judge[sd]?",
              "what\\s+came\\s+of",
              "is\\s+to\\s+be\\s+said",
              "(?<!memory )of\\s+use",
              "(?:gives?|gave|given)\\s+up",
              "truth\\s+values?",
              "whole\\s+numbers?",
              "(?:for|as)\\s+a\\s+person",
              "takes?\\s+note",
              "as\\s+(?:it|they)\\s+comes?",
              "(?:stands?|kept)\\s+beside",
              "a\\s+(?:line|sentence|row|piece|slot)\\s+(?:each|a\\s+customer)",
              "none\\s+of\\s+(?:its|their)\\s+own",
              "looks?\\s+after",
              "says\\s+no",
              "goes\\s+on\\s+to",
              "puts?\\s+right",
              "by\\s+hand",
              "by\\s+luck",
              "in\\s+words")
          .map(regex -> Pattern.compile("\\b(?:" + regex + ")\\b", Pattern.CASE_INSENSITIVE))
          .toList();

  /// Passages that contain such a phrase for a reason.
  private static final List<String> EXCEPTIONS =
      List.of(
          // A name without a token.
          "tokens revoke nobody",
          // A code of findings.
          "judged-before");

  /// A comment or string of Java; characters are matched so that a quote is not taken for a string.
  private static final Pattern JAVA_TEXT =
      Pattern.compile(
          "//[^\\n]*|(?s:/\\*.*?\\*/)|\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])*'");

  /// Not prose: fenced blocks, code, and names of parameters.
  private static final Pattern CODE =
      Pattern.compile("(?s:```.*?```)|`[^`\\n]*`|@(?:param|return|throws)\\s+\\S+");

  @Test
  void noOddPhraseIsInCommentsMessagesOrDocumentation() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files()) {
      String text = text(file);
      for (Pattern phrase : PHRASES) {
        phrase.matcher(text).results().forEach(hit -> found.add(file + ": " + hit.group()));
      }
    }
    assertThat(found).isEmpty();
  }

  /// The files with text in English, relative to the root: sources, documents, templates, the
  /// description of the API, and scripts.
  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(SourceTree.ROOT)) {
      return files
          .filter(Files::isRegularFile)
          .map(SourceTree.ROOT::relativize)
          .filter(WordingTest::isText)
          .sorted()
          .toList();
    }
  }

  private static boolean isText(Path file) {
    String path = file.toString().replace('\\', '/');
    if (path.contains("target/")
        || path.startsWith(".")
        || path.startsWith("shared/")
        || path.contains("src/test/resources/")
        || path.endsWith("/WordingTest.java")) {
      return false;
    }
    return path.matches(
        ".*\\.(java|md|jte)|.*/openapi\\.json|credence|scripts/.*|benchmarks/(run|compare)");
  }

  /// The prose of a file.
  private static String text(Path file) throws IOException {
    String source =
        new String(Files.readAllBytes(SourceTree.ROOT.resolve(file)), StandardCharsets.UTF_8);
    String text = file.toString().endsWith(".java") ? javaText(source) : source;
    String prose = CODE.matcher(text).replaceAll(" ");
    for (String exception : EXCEPTIONS) {
      prose = prose.replace(exception, " ");
    }
    return prose;
  }

  /// The comments of a Java source, and its strings of several words.
  private static String javaText(String source) {
    StringBuilder text = new StringBuilder();
    Matcher matcher = JAVA_TEXT.matcher(source);
    while (matcher.find()) {
      String token = matcher.group();
      if (token.startsWith("//")) {
        text.append(token.replaceFirst("^/+", "")).append('\n');
      } else if (!token.startsWith("'") && token.contains(" ")) {
        text.append(token).append('\n');
      }
    }
    return text.toString();
  }
}
