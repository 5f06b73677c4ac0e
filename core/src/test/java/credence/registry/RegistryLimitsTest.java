package credence.registry;

import static credence.registry.RegistryHome.CHANGE;
import static credence.registry.RegistryHome.documentOf;
import static credence.registry.RegistryHome.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credence.model.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The limits of a registry")
class RegistryLimitsTest {
  private static final RegistryLimits SMALL = new RegistryLimits(100, 400, 5, 9, 1, 3, 4, 100);

  @TempDir Path temp;
  private RegistryHome home;

  @BeforeEach
  void makeHome() {
    home = new RegistryHome(temp);
  }

  @Test
  void haveTheseNamesAndDefaults() {
    assertThat(RegistryLimits.DEFAULT.toString())
        .isEqualTo(
            "RegistryLimits[documentBytesMax=16777216, historyBytesMax=67108864,"
                + " authorCharactersMax=200, reasonCharactersMax=2000, detailsMax=32,"
                + " detailNameCharactersMax=100, detailCharactersMax=1000,"
                + " writeWaitMillis=10000]");
  }

  @Test
  void areReportedAllAtOnceAndNothingIsWritten() throws IOException {
    var details = new TreeMap<String, String>();
    details.put("name", "1");
    details.put("n", "value");
    PublishOutcome outcome =
        home.registry(SMALL)
            .publish(name("a"), new byte[101], new Change("anna b", "\t0123456789", details));
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Refusal.Invalid.class,
            invalid ->
                assertThat(invalid.faults())
                    .containsExactly(
                        new Fault("document", "has 101 bytes; at most 100 are allowed"),
                        new Fault("author", "has 6 characters; at most 5 are allowed"),
                        new Fault("reason", "has 11 characters; at most 9 are allowed"),
                        new Fault(
                            "reason",
                            "must be one line of text, without control or broken characters"),
                        new Fault("details", "at most 1 are allowed"),
                        new Fault("value of a detail", "has 5 characters; at most 4 are allowed"),
                        new Fault("name of a detail", "has 4 characters; at most 3 are allowed")));
    assertThat(temp).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", "a\nb", "a\rb", "a\u0000", "a\u2028b", "a\u0085b", "\ud800"})
  void refuseAReasonThatIsNoLineOfText(String reason) {
    home.with("a", "b");
    assertThat(home.registry().promote(name("b"), new Change("anna", reason)))
        .isInstanceOf(Refusal.Invalid.class);
    assertThat(home.registry().remove(name("b"), new Change(reason, "why")))
        .isInstanceOf(Refusal.Invalid.class);
    assertThat(home.registry().history().records()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Größe und Güte", "\"quoted\" \\ {}", "数据", "good \ud83d\ude00"})
  void letEveryOtherLineOfTextThrough(String reason) {
    home.registry().publish(name("a"), documentOf("a"), new Change("anna", reason));
    assertThat(home.registry().history().records().getFirst().reason()).isEqualTo(reason);
  }

  @Test
  void refuseAnEmptyDocument() {
    assertThat(home.registry().publish(name("a"), new byte[0], CHANGE).message())
        .isEqualTo("document: must not be empty");
  }

  @Test
  void endTheHistoryWithOneClearLineAndNothingHalfDone() {
    DirectoryRegistry registry = home.registry(SMALL);
    Change change = new Change("anna", "first");
    registry.publish(name("a"), documentOf("a"), change);
    assertThatThrownBy(() -> registry.publish(name("b"), documentOf("b"), change))
        .isInstanceOf(RegistryException.class)
        .hasMessage(
            home.log() + " is full: it may not be longer than 400 bytes; nothing was changed");
    assertThat(RegistryHome.names(registry.state())).containsExactly("a");
    assertThat(registry.document(name("a"))).isInstanceOf(DocumentReading.Whole.class);
  }

  @Test
  void nameADocumentOnDiskThatHasGrownBeyondThem() throws IOException {
    home.with("a");
    Files.write(home.document("a"), new byte[101]);
    assertThat(home.registry(SMALL).document(name("a")))
        .isInstanceOfSatisfying(
            DocumentReading.Damaged.class,
            damaged ->
                assertThat(damaged.fault().message())
                    .startsWith(home.document("a") + ": is longer than the 100 bytes allowed"));
  }

  @Test
  void nameAHistoryThatHasGrownBeyondThem() throws IOException {
    home.with("a", "b");
    assertThat(Files.size(home.log())).isGreaterThan(400);
    assertThatThrownBy(() -> home.registry(SMALL).state())
        .isInstanceOf(RegistryException.class)
        .hasMessage(home.log() + " is longer than the 400 bytes allowed");
  }
}
