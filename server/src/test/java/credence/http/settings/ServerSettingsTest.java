package credence.http.settings;

import static org.assertj.core.api.Assertions.assertThat;

import credence.memory.MemoryBudget;
import credence.model.LocatedError;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The server's settings")
class ServerSettingsTest {
  @Test
  @DisplayName("have these names and defaults")
  void namesAndDefaults() {
    ServerSettings defaults = ServerSettings.defaults();
    assertThat(defaults)
        .isEqualTo(
            new ServerSettings(
                new ListenSettings(
                    "0.0.0.0", 8080, Runtime.getRuntime().availableProcessors(), null),
                new LimitSettings(
                    65_536,
                    4_194_304,
                    100_000,
                    65_536,
                    8_192,
                    100,
                    4_096,
                    10_240,
                    MemoryBudget.ofThisProcess().clientBytes(),
                    20_000,
                    65_536,
                    16 << 20,
                    64 << 20,
                    1_000,
                    10),
                new TimeoutSettings(10_000, 10_000, 75_000, 30_000, 30_000, 10_000, 5_000, 10_000),
                new AnswerSettings(4, AnswerSettings.DefaultAnswer.CHAMPION),
                200,
                false));
    assertThat(names(ServerSettings.class))
        .containsExactly("listen", "limits", "timeouts", "answers", "pollMillis", "accessLog");
    assertThat(names(ListenSettings.class)).containsExactly("host", "port", "eventLoops", "tls");
    assertThat(names(LimitSettings.class))
        .containsExactly(
            "bodyBytesMax",
            "batchBodyBytesMax",
            "batchRecordsMax",
            "recordBytesMax",
            "headerBytesMax",
            "headerFieldsMax",
            "requestLineBytesMax",
            "connectionsMax",
            "bufferedBytesMax",
            "turnMicrosMax",
            "unreadBytesMax",
            "batchUnreadBytesMax",
            "discardedBytesMax",
            "faultsMax",
            "recordFaultsMax");
    assertThat(names(TimeoutSettings.class))
        .containsExactly(
            "headTimeoutMillis",
            "requestTimeoutMillis",
            "idleTimeoutMillis",
            "streamIdleMillis",
            "unreadTimeoutMillis",
            "batchUnreadMillis",
            "drainMillis",
            "finishMillis");
    assertThat(names(AnswerSettings.class)).containsExactly("predictionDecimals", "defaultAnswer");
    assertThat(defaults.errors()).isEmpty();
  }

  @Test
  @DisplayName("are all reported if they are out of range")
  void errors() {
    ServerSettings defaults = ServerSettings.defaults();
    ServerSettings wrong =
        new ServerSettings(
            new ListenSettings("0.0.0.0", 70_000, 0, null),
            defaults.limits(),
            defaults.timeouts(),
            new AnswerSettings(18, AnswerSettings.DefaultAnswer.CHAMPION),
            5_000,
            false);
    assertThat(wrong.errors().stream().map(LocatedError::place))
        .containsExactly("port", "eventLoops", "predictionDecimals", "pollMillis");
  }

  private static List<String> names(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }
}
