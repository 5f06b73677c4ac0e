package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;

/// Texts that Credence answered or printed, compared with a recording that is a test resource.
/// `-Dcredence.record=true` writes the recording instead.
final class Recording {
  private static final boolean RECORDS = Boolean.getBoolean("credence.record");
  private static final Path RESOURCES =
      Path.of("src", "test", "resources", "credence", "app").toAbsolutePath();
  private static final String TITLE = "=== ";
  private static final Pattern INSTANT =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");

  private final String file;
  private final Instant begun = Instant.now();
  private final List<UnaryOperator<String>> masks = new ArrayList<>();
  private final Map<String, String> texts = new LinkedHashMap<>();
  private final Map<String, Integer> uses = new HashMap<>();

  Recording(String file) {
    this.file = file;
    mask(Pattern.quote(Runtime.version().toString()), "(java)");
  }

  /// Replaces each match of a pattern, because it differs between runs.
  void mask(String pattern, String replacement) {
    Pattern compiled = Pattern.compile(pattern);
    masks.add(text -> compiled.matcher(text).replaceAll(replacement));
  }

  /// Adds a text.
  ///
  /// @param title names it; one that is used again is followed by how often
  void add(String title, String text) {
    String masked = text.replace("\r", "");
    for (UnaryOperator<String> mask : masks) {
      masked = mask.apply(masked);
    }
    masked =
        INSTANT.matcher(masked).replaceAll(found -> isNew(found.group()) ? "(now)" : found.group());
    int times = uses.merge(title, 1, Integer::sum);
    texts.put(times == 1 ? title : title + " (" + times + ")", masked.stripTrailing());
  }

  /// Whether an instant is one of this run.
  private boolean isNew(String instant) {
    return !Instant.parse(instant).isBefore(begun.minusSeconds(1));
  }

  /// Compares all texts with the recording, or writes it.
  void finish() throws IOException {
    if (RECORDS) {
      StringBuilder all = new StringBuilder();
      texts.forEach((title, text) -> all.append(TITLE + title + "\n" + text + "\n\n"));
      Files.writeString(RESOURCES.resolve(file), all);
      return;
    }
    Map<String, String> recorded = recorded();
    assertThat(texts.keySet()).as(file).containsExactlyElementsOf(recorded.keySet());
    SoftAssertions softly = new SoftAssertions();
    texts.forEach(
        (title, text) ->
            softly.assertThat(text).as(file + ": " + title).isEqualTo(recorded.get(title)));
    softly.assertAll();
  }

  private Map<String, String> recorded() throws IOException {
    Map<String, String> recorded = new LinkedHashMap<>();
    try (InputStream resource = Recording.class.getResourceAsStream(file)) {
      assertThat(resource).as(file + ": write it with -Dcredence.record=true").isNotNull();
      String all = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      for (String part : all.split("(?m)^" + TITLE, -1)) {
        if (!part.isEmpty()) {
          int end = part.indexOf('\n');
          recorded.put(part.substring(0, end), part.substring(end + 1).stripTrailing());
        }
      }
    }
    return recorded;
  }
}
