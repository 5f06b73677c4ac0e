package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import credence.comparison.Comparisons;
import credence.comparison.DirectoryComparisons;
import credence.document.ModelDocument;
import credence.document.SpecDocument;
import credence.files.ChecksummedText;
import credence.home.Home;
import credence.job.TrainingSetFiles;
import credence.model.Comparison;
import credence.model.Finding;
import credence.model.ModelVersion;
import credence.model.VersionName;
import credence.wording.FindingWording;
import credence.wording.GateWording;
import credence.wording.RenderedDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Documents")
class StoredTextsTest {
  private static final JsonMapper MAPPER = new JsonMapper();

  /// A space and a lower-case letter: in a sentence, never in a code.
  private static final Pattern SENTENCE = Pattern.compile(" \\p{Lower}");

  /// The column of the evaluation by training set; a name like those that users give to columns.
  private static final Set<String> NAMES = Set.of("training set");

  @TempDir private Path folder;

  private static void run(Path home, String... arguments) {
    Launched.Ended ended = Homes.execute(home, arguments);
    assertThat(ended.code()).as(ended.err()).isZero();
  }

  /// The JSON of each document in a folder, by its file's name.
  private static Map<String, JsonNode> documents(Path folder) throws IOException {
    Map<String, JsonNode> documents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        byte[] json =
            ChecksummedText.open(bytes) instanceof ChecksummedText.Whole(byte[] content)
                ? content
                : bytes;
        documents.put(file.getFileName().toString(), MAPPER.readTree(json));
      }
    }
    assertThat(documents).as("%s", folder).isNotEmpty();
    return documents;
  }

  private static void assertNoSentence(JsonNode node, String place) {
    if (node.isString() && !NAMES.contains(node.stringValue())) {
      assertThat(node.stringValue()).as(place).doesNotContainPattern(SENTENCE);
    }
    node.properties().forEach(entry -> assertNoSentence(entry.getValue(), place + "/" + entry));
    if (node.isArray()) {
      node.forEach(element -> assertNoSentence(element, place));
    }
  }

  @Test
  @DisplayName("that are written now contain no sentences")
  void written() throws IOException {
    SampleTrainingSets.write(folder.resolve("training-sets"));
    List<Path> sets = TrainingSetFiles.of(new Home(folder));
    Files.writeString(
        folder.resolve("spec.yaml"),
        SpecDocument.text(SpecDocument.byDefault().spec())
            + "gates: {auc-min: 0.9, auc-loss-max: 0.5, psi-max: 0.1, rows-min: 1000000}\n");
    run(folder, "training-sets");
    run(folder, "train", "--data", sets.get(0).toString(), "--version", "a");
    run(folder, "train", "--version", "b", "--data", "" + sets.get(0), "" + sets.get(1));

    Map<String, JsonNode> profiles =
        documents(folder.resolve("training-sets").resolve(".profiles"));
    assertThat(profiles.values())
        .anySatisfy(profile -> assertThat(profile.path("changes")).isNotEmpty());
    Map<String, JsonNode> models = documents(folder.resolve("registry/models"));
    assertThat(models.values())
        .allSatisfy(model -> assertThat(model.path("findings")).isNotEmpty());
    Map<String, JsonNode> comparisons = documents(folder.resolve("registry/comparisons"));
    assertThat(comparisons.values()).allSatisfy(c -> assertThat(c.path("gates")).hasSize(4));
    for (Map<String, JsonNode> documents : List.of(profiles, models, comparisons)) {
      documents.forEach((name, document) -> assertNoSentence(document, name));
    }
  }

  @Test
  @DisplayName("of an earlier build show the sentences that they contain, and are served unchanged")
  void earlier() throws IOException {
    Path home = OldHome.unpack(folder);
    int sentences = 0;
    try (Stream<Path> files = Files.list(home.resolve("registry/models"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        JsonNode stored = MAPPER.readTree(bytes).path("findings");
        ModelVersion version = ((ModelDocument.Read) ModelDocument.read(bytes)).version();
        assertThat(version.findings().stream().map(FindingWording::of))
            .containsExactlyElementsOf(texts(stored, "consequence"))
            .isNotEmpty();
        assertThat(version.findings()).hasOnlyElementsOfType(Finding.Recorded.class);
        assertThat(RenderedDocument.of(bytes)).isEqualTo(bytes);
        sentences += stored.size();
      }
    }
    assertThat(sentences).isGreaterThan(10);
    Comparisons comparisons = new DirectoryComparisons(home);
    for (JsonNode stored : documents(home.resolve("registry/comparisons")).values()) {
      Comparison comparison =
          comparisons.of(new VersionName(stored.at("/candidate/name").stringValue())).getFirst();
      assertThat(comparison.gates().stream().map(GateWording::of))
          .containsExactlyElementsOf(texts(stored.path("gates"), "words"));
      assertThat(comparison.gates()).allMatch(gate -> gate.reason() == null);
      assertThat(comparison.findings().stream().map(FindingWording::of))
          .containsExactlyElementsOf(texts(stored.path("findings"), "consequence"));
      sentences += comparison.gates().size();
    }
    assertThat(sentences).isGreaterThan(20);
  }

  private static List<String> texts(JsonNode list, String field) {
    return list.valueStream().map(element -> element.path(field).stringValue()).toList();
  }
}
