package credence.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Comments, messages and documentation are in plain technical English: rejects archaic words and
/// phrases that readers of this field found odd. Module server and the tests still have some; their
/// numbers are exact, so that they can only fall.
class WordingTest {
  /// Each phrase with its number in module server and in tests; elsewhere there are none.
  private record Phrase(Pattern pattern, int inServer, int inTests) {
    static Phrase of(String regex, int inServer, int inTests) {
      return new Phrase(
          Pattern.compile("\\b(?:" + regex + ")\\b", Pattern.CASE_INSENSITIVE), inServer, inTests);
    }
  }

  private static final List<Phrase> PHRASES =
      List.of(
          Phrase.of("told", 0, 20),
          Phrase.of("tell(?:s|ing)?", 0, 12),
          Phrase.of("whoever", 0, 3),
          Phrase.of("nobody", 0, 16),
          Phrase.of("somebody", 0, 5),
          Phrase.of("everybody", 0, 0),
          Phrase.of("stands?(?! for)", 0, 22),
          Phrase.of("stands?\\s+for", 0, 2),
          Phrase.of("stood", 0, 0),
          Phrase.of("mend(?:s|ed|ing)?", 0, 0),
          Phrase.of("worthless", 0, 1),
          Phrase.of("likelier", 0, 1),
          Phrase.of("learnt", 0, 0),
          Phrase.of("(?:there|where|here)(?:of|by|with|upon)", 0, 0),
          Phrase.of("for\\s+ever", 0, 0),
          Phrase.of("at\\s+all", 0, 2),
          Phrase.of("save\\s+(?:for|those|that|the\\s+one)", 0, 0),
          Phrase.of("flatters?", 0, 0),
          Phrase.of("by\\s+lot", 0, 0),
          Phrase.of("all\\s+the\\s+same", 0, 0),
          Phrase.of("by\\s+and\\s+by", 0, 0),
          Phrase.of("(?:comes?|came)\\s+by", 0, 0),
          Phrase.of("(?:speaks?|spoke|spoken)(?:\\s+(?:for|against|of|to|tls))?", 0, 2),
          Phrase.of("judge[sd]?", 0, 1),
          Phrase.of("what\\s+came\\s+of", 0, 1),
          Phrase.of("is\\s+to\\s+be\\s+said", 0, 0),
          Phrase.of("(?<!memory )of\\s+use", 0, 0),
          Phrase.of("(?:gives?|gave|given)\\s+up", 0, 0),
          Phrase.of("truth\\s+values?", 0, 0),
          Phrase.of("whole\\s+numbers?", 0, 0),
          Phrase.of("(?:for|as)\\s+a\\s+person", 0, 1),
          Phrase.of("takes?\\s+note", 0, 1),
          Phrase.of("as\\s+(?:it|they)\\s+comes?", 0, 2),
          Phrase.of("(?:stands?|kept)\\s+beside", 0, 0),
          Phrase.of("a\\s+(?:line|sentence|row|piece|slot)\\s+(?:each|a\\s+customer)", 0, 0),
          Phrase.of("none\\s+of\\s+(?:its|their)\\s+own", 0, 1),
          Phrase.of("looks?\\s+after", 0, 0),
          Phrase.of("says\\s+no", 0, 0),
          Phrase.of("goes\\s+on\\s+to", 0, 0),
          Phrase.of("puts?\\s+right", 0, 0),
          Phrase.of("by\\s+hand", 0, 0),
          Phrase.of("by\\s+luck", 0, 0),
          Phrase.of("in\\s+words", 0, 4));

  /// Passages that contain such a phrase for a reason.
  private static final List<String> EXCEPTIONS =
      List.of(
          // A name without a token.
          "tokens revoke nobody");

  /// A comment or string of Java; characters are matched so that a quote is not taken for a string.
  private static final Pattern JAVA_TEXT =
      Pattern.compile(
          "//[^\\n]*|(?s:/\\*.*?\\*/)|\"\"\"(?s:.*?)\"\"\"|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\])*'");

  /// Not prose: fenced blocks, code, and names of parameters.
  private static final Pattern CODE =
      Pattern.compile("(?s:```.*?```)|`[^`\\n]*`|@(?:param|return|throws)\\s+\\S+");

  private enum Area {
    SETTLED,
    SERVER,
    TESTS;

    static Area of(Path file) {
      String path = file.toString().replace('\\', '/');
      return path.contains("/src/test/") ? TESTS : path.startsWith("server/") ? SERVER : SETTLED;
    }
  }

  @Test
  void noOddPhraseIsInDocumentationOrInMainSourcesOutsideOfServer() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : files()) {
      if (Area.of(file) == Area.SETTLED) {
        String text = text(file);
        for (Phrase phrase : PHRASES) {
          phrase
              .pattern()
              .matcher(text)
              .results()
              .forEach(hit -> found.add(file + ": " + hit.group()));
        }
      }
    }
    assertThat(found).isEmpty();
  }

  @Test
  void oddPhrasesInServerAndInTestsAreExactlyThoseThatAreLeft() throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    for (Path file : files()) {
      String text = text(file);
      for (Phrase phrase : PHRASES) {
        counts.merge(
            Area.of(file) + " " + phrase.pattern(),
            phrase.pattern().matcher(text).results().count(),
            Long::sum);
      }
    }
    List<String> other = new ArrayList<>();
    for (Phrase phrase : PHRASES) {
      long server = counts.getOrDefault(Area.SERVER + " " + phrase.pattern(), 0L);
      long tests = counts.getOrDefault(Area.TESTS + " " + phrase.pattern(), 0L);
      if (server != phrase.inServer() || tests != phrase.inTests()) {
        other.add(phrase.pattern() + ": " + server + " in server, " + tests + " in tests");
      }
    }
    assertThat(other).as("remove new phrases, or lower the numbers in this test").isEmpty();
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
