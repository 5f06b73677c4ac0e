package credence.http.answer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import credence.bytes.ByteSink;
import credence.http.server.RunningServer;
import credence.http.server.TestModels;
import credence.http.settings.LimitSettings;
import credence.model.VersionName;
import credence.prediction.Choice;
import credence.prediction.PredictionCounts;
import credence.prediction.ServingState;
import credence.registry.Change;
import credence.wire.JsonCodec;
import credence.wire.PredictionFormat;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("An applicant with imputed inputs and levels unseen in training")
class RecordAnswersTest {
  private static final int RECORDS = 2_000;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final LimitSettings LIMITS = RunningServer.testing().limits();
  private static final byte[] APPLICANT = "{\"id\":1,\"plan 1\":\"other\"}".getBytes(UTF_8);

  @TempDir static Path home;
  private static RunningServer server;

  private final PredictionCounts counts = new PredictionCounts();
  private final ByteSink sink = new ByteSink();
  private Choice plans;
  private RecordAnswers answers;

  @BeforeAll
  static void start() {
    server = RunningServer.withChampion(home, RunningServer.testing());
    server.registry.publish(
        new VersionName("plans"), TestModels.categoriesDocument(3), new Change("tester", "a test"));
    await().until(() -> server.get("/models/plans").statusCode() == 200);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void create() {
    ServingState state = server.server.context().service().state();
    JsonCodec codec = new JsonCodec(PredictionFormat.rounded(4));
    plans = state.choose("plans");
    answers = new StateAnswers(state, counts, List.of(codec)).own();
  }

  private void answer(RecordForm form, int times) {
    for (int i = 0; i < times; i++) {
      sink.clear();
      if (answers.answer(plans, APPLICANT, 0, APPLICANT.length, sink, form) != null) {
        throw new AssertionError("expected an answer");
      }
      answers.complete();
    }
  }

  @Test
  @DisplayName("costs a batch no object, and names nothing that no header would show")
  void batch() {
    RecordForm form = RecordForm.ofBatch(LIMITS);
    answer(form, RECORDS);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    answer(form, RECORDS);
    long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertThat((double) allocated / RECORDS).as("bytes for each record").isLessThan(1);
    assertThat(answers.imputed()).isNull();
    assertThat(answers.unseenLevels()).isNull();
    Map<String, Long> imputations = new HashMap<>();
    counts.forEachInput(imputations::put);
    assertThat(imputations)
        .containsOnly(Map.entry("plan 0", 2L * RECORDS), Map.entry("plan 2", 2L * RECORDS));
    Map<String, Long> unseen = new HashMap<>();
    counts.forEachUnseenLevel((version, input, count) -> unseen.put(version + "/" + input, count));
    assertThat(unseen).containsOnly(Map.entry("plans/plan 1", 2L * RECORDS));
  }

  @Test
  @DisplayName("has them named in the header fields of a single answer, and of no later one")
  void single() {
    RecordForm form = RecordForm.single(LIMITS);
    answer(form, 2);
    assertThat(answers.imputed()).isEqualTo("plan%200, plan%202");
    assertThat(answers.unseenLevels()).isEqualTo("plan%201");
    byte[] complete = "{\"id\":1,\"plan 0\":1,\"plan 1\":\"gold\",\"plan 2\":1}".getBytes(UTF_8);
    assertThat(answers.answer(plans, complete, 0, complete.length, sink, form)).isNull();
    assertThat(answers.imputed()).isNull();
    assertThat(answers.unseenLevels()).isNull();
  }
}
