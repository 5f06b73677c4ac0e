package credence.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import credence.memory.MemoryBudget;
import credence.model.Alias;
import credence.model.CategoryEncoding;
import credence.model.Encoding;
import credence.model.Feature;
import credence.model.LogisticModel;
import credence.model.NumberEncoding;
import credence.model.VersionName;
import credence.registry.AliasMove;
import credence.registry.Change;
import credence.registry.Publication;
import credence.registry.directory.DirectoryRegistry;
import credence.scoring.Footprint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A version that is loaded from a registry")
class VersionLoaderTest {
  private static final Change CHANGE = new Change("tester", "a test");
  private static final MemoryBudget BUDGET = MemoryBudget.of(MemoryBudget.HEAP_BYTES_MIN);
  private static final int LOOPS = 2;
  private static final VersionName NAME = new VersionName("a-version");

  @TempDir Path home;
  private DirectoryRegistry registry;
  private VersionLoader loader;

  /// The documents passed to the reader, with the maximum bytes.
  private final List<Long> allowed = new ArrayList<>();

  private final List<String> read = new ArrayList<>();

  @BeforeEach
  void open() {
    registry = new DirectoryRegistry(home);
    loader = new VersionLoader(registry, this::read, BUDGET, LOOPS);
  }

  /// A document is the number of its inputs, after its name.
  private DocumentReader.Reading read(InputStream document, long bytesMax) {
    try {
      String[] words = new String(document.readAllBytes(), StandardCharsets.UTF_8).split(" ", -1);
      read.add(words[0]);
      allowed.add(bytesMax);
      LogisticModel model = numbers("x", Integer.parseInt(words[1]));
      long bytes = Footprint.of(model);
      return bytes > bytesMax
          ? new DocumentReader.Oversized(bytes)
          : new DocumentReader.Read(model, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LogisticModel numbers(String prefix, int inputs) {
    return new LogisticModel(
        IntStream.range(0, inputs)
            .<Encoding>mapToObj(i -> new NumberEncoding(prefix + i, 0.0, null, false, null))
            .toList(),
        0,
        Collections.nCopies(inputs, 0.5));
  }

  private static LogisticModel levels(String prefix, int levels) {
    List<String> texts = IntStream.range(0, levels).mapToObj(i -> prefix + i).toList();
    return new LogisticModel(
        List.of(new CategoryEncoding("plan", null, texts, Feature.UnseenLevel.BASELINE)),
        0,
        Collections.nCopies(levels - 1, 0.5));
  }

  private void publish(String name, int inputs) {
    registry.publish(
        new VersionName(name), (name + " " + inputs).getBytes(StandardCharsets.UTF_8), CHANGE);
  }

  private ServingState load() {
    return loader.load(registry.state());
  }

  private static List<String> loaded(ServingState state) {
    return state.versions().stream()
        .filter(version -> version.loaded() != null)
        .map(version -> version.name().text())
        .toList();
  }

  @Test
  @DisplayName("never exceeds half of the versions' share, nor all together the whole share")
  void share() {
    for (int i = 0; i < 60; i++) {
      publish("v" + i, 600);
    }
    ServingState state = load();
    assertThat(state.memory().bytesMax()).isEqualTo(BUDGET.versionBytes());
    assertThat(state.memory().usedBytes()).isLessThanOrEqualTo(BUDGET.versionBytes());
    assertThat(loaded(state)).hasSizeBetween(10, 50).contains("v0", "v59");
    assertThat(allowed).allSatisfy(bytes -> assertThat(bytes).isLessThanOrEqualTo(4L << 20));
    assertThat(read).doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("is not read again if it did not fit, until something has changed")
  void notReadAgain() {
    publish("a", 600);
    publish("b", 50_000);
    load();
    assertThat(read).containsExactly("a", "b");
    load();
    assertThat(read).containsExactly("a", "b");
    publish("c", 600);
    assertThat(loaded(load())).containsExactly("a", "c");
    assertThat(read).containsExactly("a", "b", "c");
  }

  @Test
  @DisplayName("makes room for versions that aliases name, one at a time between two states")
  void oneAtATime() {
    publish("a", 600);
    for (int i = 0; i < 60; i++) {
      publish("v" + i, 600);
    }
    int before = loaded(load()).size();
    assertThat(loader.isPending()).isFalse();
    List<Publication> waiting =
        registry.state().publications().stream()
            .filter(publication -> loader.shortage(publication) != null)
            .limit(3)
            .toList();
    registry.move(new AliasMove.Promote(waiting.get(0).name()), CHANGE);
    registry.move(new AliasMove.PutChallenger(waiting.get(1).name(), 0.5), CHANGE);
    registry.move(new AliasMove.AddShadow(waiting.get(2).name()), CHANGE);
    int rounds = 0;
    ServingState state;
    do {
      int readBefore = read.size();
      state = load();
      rounds++;
      assertThat(state.notReadyReason()).isEmpty();
      assertThat(read.size() - readBefore).isLessThanOrEqualTo(3);
      assertThat(state.memory().usedBytes()).isLessThanOrEqualTo(BUDGET.versionBytes());
    } while (loader.isPending() && rounds < 10);
    assertThat(loader.isPending()).isFalse();
    assertThat(loaded(state)).hasSize(before);
    assertThat(state.plan().aliases()).containsKeys(Alias.CHAMPION.text());
    for (Publication publication : waiting) {
      assertThat(loaded(state)).contains(publication.name().text());
    }
  }

  @Test
  @DisplayName("is counted with the inputs and levels that only this version has")
  void sharedParts() {
    PlanMemory memory = new PlanMemory(BUDGET.versionBytes(), LOOPS);
    LogisticModel model = numbers("x", 100);
    long alone = memory.needed(NAME, model);
    assertThat(memory.add(NAME, model)).isTrue();
    assertThat(memory.needed(NAME, model)).isLessThan(alone / 2);
    assertThat(memory.needed(NAME, numbers("y", 100))).isEqualTo(alone);
    LogisticModel category = levels("a", 1_000);
    long first = memory.needed(NAME, category);
    assertThat(memory.add(NAME, category)).isTrue();
    assertThat(memory.needed(NAME, category)).isLessThan(first);
    assertThat(memory.needed(NAME, levels("b", 1_000))).isGreaterThan(first);
    assertThat(memory.add(NAME, levels("c", 100_000))).isFalse();
    assertThat(memory.needed(NAME, category)).isLessThan(first);
  }

  @Test
  @DisplayName(
      "is counted with the time series of its categories, unless they reject unseen levels")
  void series() {
    PlanMemory memory = new PlanMemory(BUDGET.versionBytes(), LOOPS);
    int categories = 100;
    long line =
        "credence_unseen_levels_total{input=\"plan 17\",version=\"a-version\"} 1234567.0".length();
    long counted = memory.needed(NAME, categories(categories, Feature.UnseenLevel.BASELINE));
    long rejecting = memory.needed(NAME, categories(categories, Feature.UnseenLevel.REJECT));
    assertThat(counted - rejecting).isGreaterThan(5 * line * categories);
    VersionName longer = new VersionName("v".repeat(100));
    assertThat(memory.needed(longer, categories(categories, Feature.UnseenLevel.BASELINE)))
        .as("a longer name, in as many lines")
        .isGreaterThan(counted + 4L * 90 * categories);
  }

  private static LogisticModel categories(int inputs, Feature.UnseenLevel unseen) {
    return new LogisticModel(
        IntStream.range(0, inputs)
            .<Encoding>mapToObj(
                i -> new CategoryEncoding("plan " + i, "a", List.of("a", "b"), unseen))
            .toList(),
        0,
        Collections.nCopies(inputs, 0.5));
  }
}
