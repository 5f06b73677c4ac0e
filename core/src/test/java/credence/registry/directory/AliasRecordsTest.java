package credence.registry.directory;

import static credence.registry.RegistryExamples.CHANGE;
import static credence.registry.RegistryExamples.name;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credence.assignment.AssignmentKey;
import credence.hashing.Sha256;
import credence.model.Alias;
import credence.registry.AliasMove;
import credence.registry.AliasState;
import credence.registry.AliasTransition;
import credence.registry.Challenge;
import credence.registry.Event;
import credence.registry.HistoryRecord;
import credence.registry.MoveOutcome;
import credence.registry.RegistryExamples;
import credence.registry.RegistryState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Aliases in the history on disk")
class AliasRecordsTest {
  @TempDir Path temp;
  private RegistryHome home;
  private DirectoryRegistry registry;

  @BeforeEach
  void publishThree() {
    home = new RegistryHome(temp.resolve("home")).with("a", "b", "c");
    registry = home.registry();
  }

  private MoveOutcome challenge(String version, double share) {
    return registry.move(new AliasMove.PutChallenger(name(version), share), CHANGE);
  }

  @Test
  void haveAKeyOfTheirOwnInEachRegistry() {
    challenge("b", 0.1);
    RegistryHome other = new RegistryHome(temp.resolve("other")).with("a", "b");
    other.registry().move(new AliasMove.PutChallenger(name("b"), 0.1), CHANGE);
    assertThat(other.registry().state().assignmentKey())
        .isNotNull()
        .isNotEqualTo(home.registry().state().assignmentKey());
  }

  @Test
  void areReadFromTheRecordsThatTheFirstCredenceWrote() throws IOException {
    String[] records = {
      "\"kind\":\"published\",\"version\":\"a\",\"alias\":\"champion\",\"after\":\"a\","
          + "\"sha256\":\""
          + Sha256.of(RegistryExamples.documentOf("a"))
          + "\"",
      "\"kind\":\"published\",\"version\":\"b\",\"sha256\":\""
          + Sha256.of(RegistryExamples.documentOf("b"))
          + "\"",
      "\"kind\":\"promoted\",\"version\":\"b\",\"alias\":\"champion\",\"before\":\"a\","
          + "\"after\":\"b\"",
      "\"kind\":\"rolled-back\",\"version\":\"a\",\"alias\":\"champion\",\"before\":\"b\","
          + "\"after\":\"a\""
    };
    StringBuilder lines = new StringBuilder();
    String hash = HistoryLine.FIRST_PREVIOUS;
    for (int i = 0; i < records.length; i++) {
      String json =
          "{\"sequence\":"
              + (i + 1)
              + ",\"time\":\"2026-03-01T10:15:30.123Z\","
              + records[i]
              + ",\"author\":\"anna\",\"reason\":\"why\"}";
      hash = Sha256.of(hash.getBytes(US_ASCII), json.getBytes(UTF_8));
      lines.append(hash).append(' ').append(json).append('\n');
    }
    Files.writeString(home.log(), lines);
    Files.writeString(home.head(), records.length + " " + hash + "\n");
    RegistryState state = home.registry().state();
    assertThat(state.damage()).isEmpty();
    assertThat(state.alias(Alias.CHAMPION))
        .isEqualTo(
            new AliasState(
                Alias.CHAMPION, List.of(name("a")), null, registry.history().records().get(3)));
    assertThat(challenge("b", 0.1)).isInstanceOf(MoveOutcome.Moved.class);
    assertThat(home.registry().state().alias(Alias.CHALLENGER).challenge())
        .isEqualTo(new Challenge(5, 0.1));
  }

  @Test
  void areDamagedByARecordThatCannotFollow() throws IOException {
    challenge("b", 0.1);
    registry.retire(name("c"), CHANGE);
    HistoryRecord last = registry.history().records().get(3);
    byte[] whole = Files.readAllBytes(home.log());
    String text = new String(whole, UTF_8);
    String lastHash = text.lines().toList().getLast().substring(0, Sha256.CHARACTERS);
    AssignmentKey key = AssignmentKey.random();
    Challenge same = new Challenge(4, 0.2);
    for (HistoryRecord forged :
        List.of(
            challenged(last, "b", "a", same, null),
            challenged(last, "b", "b", new Challenge(6, 0.2), null),
            challenged(last, "b", "b", new Challenge(4, 0), null),
            challenged(last, "b", "b", same, key),
            challenged(last, "c", "b", new Challenge(6, 0.2), null),
            challenged(last, "x", "b", new Challenge(6, 0.2), null))) {
      Files.writeString(home.log(), text + new String(HistoryLine.write(lastHash, forged), UTF_8));
      assertThat(home.registry().state().damage()).as("%s", forged).isPresent();
    }
    Files.writeString(
        home.log(),
        text
            + new String(
                HistoryLine.write(lastHash, challenged(last, "b", "b", same, null)), UTF_8));
    assertThat(home.registry().state().damage()).isEmpty();
  }

  private HistoryRecord challenged(
      HistoryRecord like,
      String version,
      String before,
      Challenge challenge,
      @Nullable AssignmentKey key) {
    return new HistoryRecord(
        6,
        like.time(),
        new Event.Challenged(
            new AliasTransition.Challenger(name(before), name(version), challenge), key),
        like.change());
  }
}
