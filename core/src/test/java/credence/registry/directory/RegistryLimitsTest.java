package credence.registry.directory;

import static credence.registry.RegistryExamples.CHANGE;
import static credence.registry.RegistryExamples.artifactOf;
import static credence.registry.RegistryExamples.documentOf;
import static credence.registry.RegistryExamples.name;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import credence.registry.Change;
import credence.registry.ContentSink;
import credence.registry.DocumentReading;
import credence.registry.RegistryExamples;
import credence.registry.RegistryException;
import credence.registry.RegistryLimits;
import credence.registry.Rejection;
import credence.registry.artifact.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The limits of a registry")
class RegistryLimitsTest {
  private static final RegistryLimits SMALL =
      new RegistryLimits(100, 2, 50, 400, 5, 9, 1, 3, 4, 100);

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
            "RegistryLimits[documentBytesMax=16777216, artifactsMax=16,"
                + " artifactBytesMax=268435456, historyBytesMax=67108864,"
                + " authorCharactersMax=200, reasonCharactersMax=2000, detailsMax=32,"
                + " detailNameCharactersMax=100, detailCharactersMax=1000,"
                + " writeWaitMillis=10000]");
  }

  @Test
  void keepEverythingFromBeingWrittenThatBreaksThem() {
    assertThat(home.registry(SMALL).publish(name("a"), new byte[101], CHANGE))
        .isInstanceOf(Rejection.Invalid.class);
    assertThat(temp).isEmptyDirectory();
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
    assertThat(RegistryExamples.names(registry.state())).containsExactly("a");
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
                assertThat(damaged.error().message())
                    .startsWith(home.document("a") + ": is longer than the 100 bytes allowed"));
  }

  @Test
  void nameAnArtifactOnDiskThatHasGrownBeyondThem() throws IOException {
    Artifact artifact = artifactOf("trees", 50);
    home.withArtifacts("a", artifact);
    Files.write(home.artifact("a", artifact), new byte[51]);
    assertThat(
            home.registry(SMALL)
                .readArtifact(name("a"), artifact.reference(), ContentSink.NONE)
                .orElseThrow()
                .message())
        .startsWith(home.artifact("a", artifact) + ": is longer than the 50 bytes allowed; ");
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
