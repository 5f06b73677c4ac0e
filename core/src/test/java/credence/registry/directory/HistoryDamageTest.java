package credence.registry.directory;

import static credence.registry.RegistryExamples.CHANGE;
import static credence.registry.RegistryExamples.NOW;
import static credence.registry.RegistryExamples.documentOf;
import static credence.registry.RegistryExamples.name;
import static credence.registry.RegistryExamples.names;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credence.hashing.Sha256;
import credence.registry.AliasTransition;
import credence.registry.DocumentReading;
import credence.registry.Event;
import credence.registry.HistoryRecord;
import credence.registry.MoveOutcome;
import credence.registry.RegistryException;
import credence.registry.RegistryState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A history on disk")
class HistoryDamageTest {
  @TempDir Path temp;
  private RegistryHome home;
  private DirectoryRegistry registry;

  @BeforeEach
  void publishTwoAndPromoteTheSecond() {
    home = new RegistryHome(temp).with("a", "b");
    registry = home.registry();
    registry.promote(name("b"), CHANGE);
  }

  /// Where the last line of the history begins.
  private int lastLineStart() throws IOException {
    String log = Files.readString(home.log(), UTF_8);
    return log.lastIndexOf('\n', log.length() - 2) + 1;
  }

  private String damage() {
    return registry.state().damage().orElseThrow().message();
  }

  /// Makes the head that of the first two records, as if the third's writer had died before it.
  private void unacknowledgeTheLast() throws IOException {
    String second = Files.readString(home.log(), UTF_8).lines().skip(1).findFirst().orElseThrow();
    Files.write(home.head(), HistoryReader.headBytes(2, second.substring(0, Sha256.CHARACTERS)));
  }

  private void assertRejectedUntouched() throws IOException {
    byte[] log = Files.readAllBytes(home.log());
    assertThat(registry.state().publications()).isEmpty();
    assertThat(registry.state().aliases()).isEmpty();
    assertThat(registry.document(name("a"))).isInstanceOf(DocumentReading.Damaged.class);
    assertThatThrownBy(() -> registry.publish(name("c"), documentOf("c"), CHANGE))
        .isInstanceOf(RegistryException.class)
        .hasMessage(damage());
    assertThat(home.log()).hasBinaryContent(log);
  }

  @Nested
  @DisplayName("whose last record was acknowledged")
  class Acknowledged {
    @Test
    void isDamagedByEachFlippedBitAndSaysInWhichLine() throws IOException {
      byte[] whole = Files.readAllBytes(home.log());
      int line = 1;
      for (int at = 0; at < whole.length; at++) {
        for (int bit = 0; bit < 8; bit++) {
          byte[] flipped = whole.clone();
          flipped[at] ^= (byte) (1 << bit);
          Files.write(home.log(), flipped);
          assertThat(damage())
              .as("byte %d bit %d", at, bit)
              .startsWith(home.log() + " line " + line);
        }
        line += whole[at] == '\n' ? 1 : 0;
      }
      assertRejectedUntouched();
      Files.write(home.log(), whole);
      assertThat(registry.state().damage()).isEmpty();
    }

    @Test
    void isDamagedByEachTruncation() throws IOException {
      byte[] whole = Files.readAllBytes(home.log());
      for (int length = 0; length < whole.length; length++) {
        Files.write(home.log(), Arrays.copyOf(whole, length));
        assertThat(damage()).as("length %d", length).startsWith(home.log().toString());
      }
      assertRejectedUntouched();
    }

    @Test
    void saysHowManyRecordsAreMissing() throws IOException {
      Files.write(home.log(), Arrays.copyOf(Files.readAllBytes(home.log()), lastLineStart()));
      assertThat(damage())
          .isEqualTo(
              home.log()
                  + ": ends after record 2, but 3 were acknowledged; restore it from a backup");
      assertThat(registry.history().records()).hasSize(2);
      assertRejectedUntouched();
    }

    @Test
    void isDamagedByALineThatIsRemovedRepeatedOrMoved() throws IOException {
      List<String> lines = Files.readAllLines(home.log(), UTF_8);
      String a = lines.get(0);
      String b = lines.get(1);
      String c = lines.get(2);
      for (List<String> edited :
          List.of(
              List.of(b, c),
              List.of(a, c),
              List.of(a, a, b, c),
              List.of(a, b, b, c),
              List.of(b, a, c),
              List.of(a, c, b))) {
        Files.write(home.log(), edited, UTF_8);
        assertThat(damage()).startsWith(home.log() + " line ");
      }
      assertRejectedUntouched();
    }

    @Test
    void isDamagedByEachFlippedBitOfItsHead() throws IOException {
      byte[] whole = Files.readAllBytes(home.head());
      for (int bit = 0; bit < 8 * whole.length; bit++) {
        byte[] flipped = whole.clone();
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        Files.write(home.head(), flipped);
        assertThat(registry.state().damage()).as("bit %d", bit).isPresent();
      }
      assertRejectedUntouched();
    }

    @Test
    void isDamagedWithoutItsHeadAndSaysWhatTheHeadWouldBe() throws IOException {
      byte[] head = Files.readAllBytes(home.head());
      Files.delete(home.head());
      assertThat(damage())
          .startsWith(home.head() + ": is missing")
          .contains("make it the line `" + new String(head, UTF_8).trim() + "`");
      assertRejectedUntouched();
    }

    @Test
    void isDamagedWhenItIsGoneWithItsHeadWhileDocumentsAreLeft() throws IOException {
      Files.delete(home.head());
      Files.delete(home.log());
      assertThat(damage()).startsWith(home.log() + ": is missing or empty, but ");
      assertThatThrownBy(() -> registry.publish(name("c"), documentOf("c"), CHANGE))
          .isInstanceOf(RegistryException.class);
      assertThat(home.modelFiles()).hasSize(4);
    }

    @Test
    void isReadAgainAfterItWasRestored() throws IOException {
      byte[] whole = Files.readAllBytes(home.log());
      Files.write(home.log(), new byte[] {'x'});
      assertThat(registry.state().damage()).isPresent();
      Files.write(home.log(), whole);
      assertThat(names(registry.state())).containsExactly("a", "b");
      home.with("c");
      assertThat(names(registry.state())).containsExactly("a", "b", "c");
    }
  }

  @Nested
  @DisplayName("whose last record was not acknowledged")
  class Unacknowledged {
    @Test
    void countsThatRecordWhenItIsWhole() throws IOException {
      unacknowledgeTheLast();
      assertThat(registry.state().aliases()).containsEntry("champion", name("b"));
      home.with("c");
      assertThat(registry.history().records()).hasSize(4);
      assertThat(Files.readString(home.head(), UTF_8)).startsWith("4 ");
    }

    @Test
    void ignoresThatRecordWhenItIsCutOffAnywhereAndTheNextWriterCutsItAway() throws IOException {
      unacknowledgeTheLast();
      byte[] head = Files.readAllBytes(home.head());
      byte[] whole = Files.readAllBytes(home.log());
      int start = lastLineStart();
      for (int length = start; length < whole.length; length++) {
        Files.write(home.log(), Arrays.copyOf(whole, length));
        Files.write(home.head(), head);
        RegistryState state = registry.state();
        assertThat(state.damage()).as("length %d", length).isEmpty();
        assertThat(state.aliases()).containsEntry("champion", name("a"));
        if (length % 16 == 1) {
          assertThat(registry.promote(name("b"), CHANGE)).isInstanceOf(MoveOutcome.Moved.class);
          assertThat(home.log()).hasBinaryContent(whole);
          if (length > start) {
            assertThat(home.folder().resolve("history.torn"))
                .hasBinaryContent(Arrays.copyOfRange(whole, start, length));
          }
        }
      }
    }

    @ParameterizedTest
    @EnumSource
    void ignoresWhateverLiesWhereThatRecordWouldBe(Debris debris) throws IOException {
      unacknowledgeTheLast();
      byte[] whole = Files.readAllBytes(home.log());
      byte[] debrisBytes = debris.bytes(Arrays.copyOfRange(whole, lastLineStart(), whole.length));
      Files.write(home.log(), Arrays.copyOf(whole, lastLineStart()));
      Files.write(home.log(), debrisBytes, StandardOpenOption.APPEND);
      assertThat(registry.state().aliases()).containsEntry("champion", name("a"));
      assertThat(registry.promote(name("b"), CHANGE)).isInstanceOf(MoveOutcome.Moved.class);
      assertThat(home.log()).hasBinaryContent(whole);
      assertThat(home.folder().resolve("history.torn")).hasBinaryContent(debrisBytes);
    }

    /// The remains of an unsynced line that a file system may leave.
    enum Debris {
      ZEROS,
      ZEROS_THEN_END,
      ONE_BIT,
      NOT_ASCII,
      LINE_BREAK;

      byte[] bytes(byte[] line) {
        byte[] bytes = line.clone();
        switch (this) {
          case ZEROS -> Arrays.fill(bytes, (byte) 0);
          case ZEROS_THEN_END -> Arrays.fill(bytes, 0, bytes.length / 2, (byte) 0);
          case ONE_BIT -> bytes[bytes.length - 10] ^= 1;
          case NOT_ASCII -> Arrays.fill(bytes, 0, 8, (byte) 0xE9);
          case LINE_BREAK -> bytes = new byte[] {'\n'};
        }
        return bytes;
      }
    }

    @Test
    void isDamagedWhenMoreFollowsALineThatDoesNotVerify() throws IOException {
      unacknowledgeTheLast();
      byte[] whole = Files.readAllBytes(home.log());
      whole[lastLineStart() + 70] ^= 1;
      Files.write(home.log(), whole);
      Files.writeString(home.log(), "and more", UTF_8, StandardOpenOption.APPEND);
      assertThat(damage()).startsWith(home.log() + " line 3: ");
      assertRejectedUntouched();
    }
  }

  @Nested
  @DisplayName("with a line whose hash fits and whose record does not")
  class Forged {
    private void append(byte[] line) throws IOException {
      Files.write(home.log(), line, StandardOpenOption.APPEND);
    }

    private String lastHash() throws IOException {
      return Files.readString(home.log(), UTF_8)
          .substring(lastLineStart(), lastLineStart() + Sha256.CHARACTERS);
    }

    private HistoryRecord record(long sequence, Event event) {
      return new HistoryRecord(sequence, NOW, event, CHANGE);
    }

    private AliasTransition.Champion champion(String before, String after) {
      return new AliasTransition.Champion(name(before), name(after));
    }

    @Test
    void isDamagedByEachRecordThatCannotFollow() throws IOException {
      byte[] whole = Files.readAllBytes(home.log());
      String sha = Sha256.of(documentOf("c"));
      for (HistoryRecord record :
          List.of(
              record(5, new Event.Published(name("c"), sha, false)),
              record(4, new Event.Published(name("c"), "", false)),
              record(4, new Event.Published(name("c"), "abc", false)),
              record(4, new Event.Published(name("a"), sha, false)),
              record(4, new Event.Published(name("c"), sha, true)),
              record(4, new Event.Promoted(champion("b", "c"))),
              record(4, new Event.Promoted(champion("a", "a"))),
              record(4, new Event.RolledBack(champion("b", "b"))),
              record(4, new Event.RolledBack(champion("a", "a"))),
              record(4, new Event.Removed(name("b"))),
              record(4, new Event.Removed(name("c"))))) {
        append(HistoryLine.write(lastHash(), record));
        assertThat(damage()).as("%s", record).startsWith(home.log() + " line 4: ");
        assertRejectedUntouched();
        Files.write(home.log(), whole);
      }
    }

    @Test
    void isDamagedByFieldsThatDoNotFitTheKind() throws IOException {
      String whole = Files.readString(home.log(), UTF_8);
      String toA = "\"alias\":\"champion\",\"before\":\"b\",\"after\":\"a\"";
      String challenge = "\"challenge\":{\"id\":4,\"share\":0.5}";
      for (String fields :
          List.of(
              "\"kind\":\"published\",\"version\":\"c\"",
              "\"kind\":\"published\",\"version\":\"c\","
                  + toA
                  + ",\"sha256\":\""
                  + Sha256.of(documentOf("c"))
                  + "\"",
              "\"kind\":\"promoted\",\"version\":\"a\"",
              "\"kind\":\"promoted\",\"version\":\"b\"," + toA,
              "\"kind\":\"promoted\",\"version\":\"a\"," + toA + "," + challenge,
              "\"kind\":\"promoted\",\"version\":\"a\"," + toA + ",\"shadows\":[]",
              "\"kind\":\"promoted\",\"version\":\"a\"," + toA + ",\"sha256\":\"abc\"",
              "\"kind\":\"promoted\",\"version\":\"a\",\"alias\":\"king\",\"after\":\"a\"",
              "\"kind\":\"challenged\",\"version\":\"a\",\"alias\":\"challenger\","
                  + "\"after\":\"a\"",
              "\"kind\":\"challenged\",\"version\":\"a\"," + toA,
              "\"kind\":\"rolled-back\",\"version\":\"a\"",
              "\"kind\":\"rolled-back\",\"version\":\"a\",\"alias\":\"challenger\"",
              "\"kind\":\"shadows-changed\",\"version\":\"a\"," + toA,
              "\"kind\":\"challenge-stopped\",\"version\":\"a\"," + toA,
              "\"kind\":\"removed\",\"version\":\"a\"," + toA,
              "\"kind\":\"removed\",\"version\":\"a\",\"assignmentKey\":\""
                  + "0".repeat(32)
                  + "\"")) {
        String json =
            "{\"sequence\":4,\"time\":\"2026-03-01T10:15:30Z\","
                + fields
                + ",\"author\":\"x\",\"reason\":\"y\"}";
        String hash = Sha256.of(lastHash().getBytes(UTF_8), json.getBytes(UTF_8));
        append((hash + " " + json + "\n").getBytes(UTF_8));
        assertThat(damage()).as(fields).startsWith(home.log() + " line 4: ");
        Files.writeString(home.log(), whole, UTF_8);
      }
    }

    @Test
    void isDamagedByAFirstVersionWithoutAChampion() throws IOException {
      Files.delete(home.head());
      Files.write(
          home.log(),
          HistoryLine.write(
              HistoryLine.FIRST_PREVIOUS,
              record(1, new Event.Published(name("a"), Sha256.of(documentOf("a")), false))));
      assertThat(damage()).contains("line 1: publishes the first version without a champion");
    }

    @Test
    void isNotCutOffWhenANewerCredenceWroteIt() throws IOException {
      String whole = Files.readString(home.log(), UTF_8);
      for (String json :
          List.of(
              "{\"sequence\":4,\"time\":\"2026-03-01T10:15:30Z\",\"kind\":\"frozen\","
                  + "\"version\":\"a\",\"author\":\"x\",\"reason\":\"y\"}",
              "{\"sequence\":4,\"time\":\"2026-03-01T10:15:30Z\",\"kind\":\"removed\","
                  + "\"version\":\"a\",\"author\":\"x\",\"reason\":\"y\",\"share\":0.1}")) {
        String hash = Sha256.of(lastHash().getBytes(UTF_8), json.getBytes(UTF_8));
        append((hash + " " + json + "\n").getBytes(UTF_8));
        assertThat(damage()).contains("line 4: holds a ").contains("later version of Credence");
        assertRejectedUntouched();
        Files.writeString(home.log(), whole, UTF_8);
      }
    }

    @Test
    void isDamagedByJsonThatIsNoRecord() throws IOException {
      String whole = Files.readString(home.log(), UTF_8);
      String rest = ",\"version\":\"a\",\"author\":\"x\",\"reason\":\"y\"}";
      String time = "\"time\":\"2026-03-01T10:15:30Z\"";
      for (String json :
          List.of(
              "",
              "[]",
              "{",
              "{} {}",
              "{\"sequence\":4," + time + rest,
              "{\"sequence\":4," + time + ",\"kind\":\"removed\",\"version\":\"all\"}",
              "{\"sequence\":4,\"kind\":\"removed\"" + rest,
              "{\"sequence\":4,\"time\":\"noon\",\"kind\":\"removed\"" + rest,
              "{\"sequence\":4,\"sequence\":4," + time + ",\"kind\":\"removed\"" + rest,
              "{\"sequence\":4,\"details\":{\"a\":1}," + time + ",\"kind\":\"removed\"" + rest,
              "{\"sequence\":99999999999999999999," + time + ",\"kind\":\"removed\"" + rest)) {
        String hash = Sha256.of(lastHash().getBytes(UTF_8), json.getBytes(UTF_8));
        append((hash + " " + json + "\n").getBytes(UTF_8));
        assertThat(damage()).as(json).startsWith(home.log() + " line 4: ");
        Files.writeString(home.log(), whole, UTF_8);
      }
    }
  }
}
