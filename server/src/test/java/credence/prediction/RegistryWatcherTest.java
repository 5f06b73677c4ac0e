package credence.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import credence.files.DurableFiles;
import credence.logging.EventLog;
import credence.logging.LogFormat;
import credence.memory.MemoryBudget;
import credence.model.LogisticModel;
import credence.model.NumberEncoding;
import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.directory.DirectoryRegistry;
import credence.scoring.FeatureVector;
import credence.scoring.LiveVersion;
import credence.scoring.Prediction;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The serving state, without HTTP,")
class RegistryWatcherTest {
  private static final Change CHANGE = new Change("tester", "a test");
  private static final String FIRST = "set_2014_09_10";
  private static final String SECOND = "set_2018_04_07";

  @TempDir Path home;
  private final PredictionService service = new PredictionService();
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final EventLog log =
      new EventLog(
          new PrintStream(logged, true, StandardCharsets.UTF_8),
          LogFormat.TEXT,
          InstantSource.system());
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    log.close();
  }

  private DirectoryRegistry watched() {
    DirectoryRegistry registry = new DirectoryRegistry(home);
    RegistryWatcher watcher =
        RegistryWatcher.of(
            registry,
            RegistryWatcherTest::read,
            service,
            log,
            MemoryBudget.of(MemoryBudget.HEAP_BYTES_MIN),
            2,
            10);
    open.add(watcher);
    watcher.start();
    return registry;
  }

  private static void publish(DirectoryRegistry registry, String name, String document) {
    registry.publish(new VersionName(name), document.getBytes(StandardCharsets.UTF_8), CHANGE);
  }

  /// A document is the coefficient of its only input, or unreadable.
  private static DocumentReader.Reading read(InputStream document, long bytesMax) {
    String text = text(document);
    if (text.startsWith("later")) {
      return new DocumentReader.Unreadable("expected an earlier format");
    }
    return new DocumentReader.Read(
        new LogisticModel(
            List.of(new NumberEncoding("x", 0.0, null, false, null)),
            0,
            List.of(Double.parseDouble(text))),
        null);
  }

  private static String text(InputStream document) {
    try {
      return new String(document.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName("chooses versions by name, alias or all, which may be unknown, damaged or not ready")
  void choices() {
    DirectoryRegistry registry = new DirectoryRegistry(home);
    publish(registry, SECOND, "1");
    publish(registry, FIRST, "2");
    publish(registry, "broken", "later");
    watched();
    ServingState state = service.state();
    assertThat(state.notReadyReason()).isEmpty();
    assertThat(state.choose("champion"))
        .asInstanceOf(type(Choice.One.class))
        .returns(SECOND, one -> one.version().name().text());
    assertThat(state.choose(FIRST))
        .asInstanceOf(type(Choice.One.class))
        .returns(FIRST, one -> one.version().name().text());
    assertThat(state.choose("all"))
        .asInstanceOf(type(Choice.All.class))
        .returns(
            List.of(FIRST, SECOND),
            all -> all.versions().stream().map(version -> version.name().text()).toList());
    assertThat(state.choose("set_2014_09_11"))
        .isEqualTo(new Choice.Unknown("; did you mean " + FIRST + " or " + SECOND + "?"));
    assertThat(state.choose("broken")).isEqualTo(new Choice.Damaged("broken"));
    assertThat(state.find("champion").orElseThrow().aliases()).containsExactly("champion");
  }

  @Test
  @DisplayName("is prepared before it is visible")
  void prepared() {
    List<Boolean> seenBefore = Collections.synchronizedList(new ArrayList<>());
    service.beforeEachSwap(next -> seenBefore.add(service.state() == next));
    DirectoryRegistry registry = watched();
    publish(registry, FIRST, "1");
    await().until(() -> service.state().notReadyReason().isEmpty());
    assertThat(seenBefore).hasSizeGreaterThanOrEqualTo(2).doesNotContain(true);
    assertThat(service.swaps()).isEqualTo(seenBefore.size());
  }

  @Test
  @DisplayName("is kept when the history is damaged, and updated once it is restored")
  void damagedHistory() throws IOException {
    DirectoryRegistry registry = watched();
    publish(registry, FIRST, "1");
    await().until(() -> service.state().notReadyReason().isEmpty());
    Path history = home.resolve("registry/history.log");
    byte[] whole = Files.readAllBytes(history);
    DurableFiles.replace(history, "nonsense\n".getBytes(StandardCharsets.UTF_8));
    await().until(() -> logged().contains("registry-not-readable"));
    assertThat(service.state().choose("champion")).isInstanceOf(Choice.One.class);
    DurableFiles.replace(history, whole);
    publish(registry, SECOND, "2");
    await().until(() -> service.state().choose(SECOND) instanceof Choice.One);
    assertThat(logged().lines().filter(line -> line.contains("registry-not-readable"))).hasSize(1);
  }

  @Test
  @DisplayName("is empty if the history is damaged at the start, with the file as reason")
  void damagedAtStart() throws IOException {
    publish(new DirectoryRegistry(home), FIRST, "1");
    Files.writeString(home.resolve("registry/history.log"), "nonsense\n");
    watched();
    assertThat(service.state().notReadyReason().orElseThrow()).contains("history");
    assertThat(service.state().choose("champion")).isInstanceOf(Choice.NotReady.class);
  }

  @Test
  @DisplayName("counts predictions by version and imputations by input")
  void predictsAndCounts() {
    DirectoryRegistry registry = new DirectoryRegistry(home);
    publish(registry, FIRST, "1");
    watched();
    PredictionCounts counts = new PredictionCounts();
    Predictor predictor = new Predictor(service.state(), counts);
    LiveVersion version = Objects.requireNonNull(service.state().plan().champion());
    FeatureVector applicant = new FeatureVector(1);
    Prediction prediction = predictor.predict(version, applicant, Prediction.Route.NAMED);
    assertThat(prediction.probability()).isEqualTo(0.5);
    assertThat(prediction.inputName(prediction.nextImputed(0))).isEqualTo("x");
    applicant.setError(0, FeatureVector.SlotError.WRONG_VALUE);
    assertThat(predictor.predict(version, applicant, Prediction.Route.NAMED).isScored()).isFalse();
    assertThat(prediction.errors(10)).hasSize(1);
    Map<String, Long> predictions = new HashMap<>();
    counts.forEachVersion(predictions::put);
    assertThat(predictions).containsOnly(Map.entry(FIRST, 1L));
    Map<String, Long> imputations = new HashMap<>();
    counts.forEachInput(imputations::put);
    assertThat(imputations).containsOnly(Map.entry("x", 1L));
  }

  @Test
  @DisplayName("does not contain versions with unreadable documents")
  void unreadable() {
    assertThat(
            new ModelDocumentReader().read(new ByteArrayInputStream(new byte[] {'{', '}'}), 1_000))
        .isInstanceOf(DocumentReader.Unreadable.class);
  }

  private String logged() {
    return logged.toString(StandardCharsets.UTF_8);
  }
}
