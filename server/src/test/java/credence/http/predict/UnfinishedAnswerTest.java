package credence.http.predict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import credence.bytes.ByteSink;
import credence.http.LoneLoop;
import credence.http.LoopState;
import credence.http.answer.RecordAnswers;
import credence.http.answer.RecordForm;
import credence.http.server.RunningServer;
import credence.http.server.TestLog;
import credence.model.VersionName;
import credence.registry.AliasMove;
import credence.registry.Change;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens if something fails on the plain path after the applicant was scored: the request is
/// answered again, by way of Vert.x.
@DisplayName("An applicant whose answer fails after the scoring")
class UnfinishedAnswerTest {
  @TempDir Path home;
  private final TestLog log = new TestLog(TestLog.Mode.AT_ONCE);
  private final byte[] applicant = DepartureGateTest.applicant(1).getBytes(UTF_8);

  private RunningServer server;

  @BeforeEach
  void serveWithAShadow() {
    server = RunningServer.withLog(home, RunningServer.testing(), log);
    server.publish("b", -1);
    await().until(() -> server.get("/models/b").statusCode() == 200);
    server.registry.move(
        new AliasMove.AddShadow(new VersionName("b")), new Change("tester", "a test"));
    await().until(() -> server.listed("b").toString().contains("shadow"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void score(LoopState loop) {
    RecordAnswers answers = loop.answers();
    RecordForm form = RecordForm.single(loop.server().settings().limits());
    assertThat(
            answers.answer(
                answers.state().live(), applicant, 0, applicant.length, new ByteSink(), form))
        .isNull();
  }

  @Test
  void isNeitherRecordedNorLeftToTheShadows() {
    try (LoneLoop loop = LoneLoop.of(server)) {
      boolean isLeftToTheShadows =
          loop.call(
              own -> {
                score(own);
                return own.answers().shadows().begin();
              });
      assertThat(isLeftToTheShadows).isFalse();
      assertThat(log.decisions()).isEmpty();
    }
  }

  @Test
  void isRecordedAndLeftToTheShadowsOnceWhenAnsweredAgain() {
    try (LoneLoop loop = LoneLoop.of(server)) {
      loop.call(
          own -> {
            score(own);
            score(own);
            own.answers().complete();
            own.scoreShadows(own.answers().shadows());
            return true;
          });
      await().until(() -> log.decisions().size() >= 2);
      loop.call(own -> true);
      List<TestLog.Decision> decisions = log.decisions();
      assertThat(decisions).extracting(TestLog.Decision::isSupplement).containsExactly(false, true);
      assertThat(decisions.getLast().number()).isEqualTo(decisions.getFirst().number());
      assertThat(decisions.getFirst().content()).isEqualTo(DepartureGateTest.applicant(1));
    }
  }
}
