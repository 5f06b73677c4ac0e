package credence.registry.directory;

import static credence.registry.RegistryExamples.CHANGE;
import static credence.registry.RegistryExamples.artifactOf;
import static credence.registry.RegistryExamples.bytesOf;
import static credence.registry.RegistryExamples.documentOf;
import static credence.registry.RegistryExamples.name;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import credence.hashing.Sha256;
import credence.model.ArtifactReference;
import credence.model.VersionName;
import credence.registry.ContentSink;
import credence.registry.DocumentReading;
import credence.registry.ModelRegistry;
import credence.registry.ModelRegistryContract;
import credence.registry.RegistryLimits;
import credence.registry.RegistryStamp;
import credence.registry.artifact.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A registry in a directory")
class DirectoryRegistryTest extends ModelRegistryContract {
  @TempDir Path temp;
  private RegistryHome home;

  @BeforeEach
  void makeHome() {
    home = new RegistryHome(temp.resolve("home"));
  }

  @Override
  protected ModelRegistry open(RegistryLimits limits, InstantSource clock) {
    return new DirectoryRegistry(temp.resolve("home"), limits, clock);
  }

  @Override
  protected void overwriteDocument(VersionName name, byte[] document) throws IOException {
    Files.write(home.document(name.text()), document);
  }

  @Override
  protected void overwriteArtifact(VersionName name, ArtifactReference artifact, byte[] bytes)
      throws IOException {
    Files.write(home.artifacts().resolve(name.text()).resolve(artifact.sha256()), bytes);
  }

  @Override
  protected void loseRecord(int index) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(home.log(), UTF_8));
    lines.remove(index);
    Files.write(home.log(), lines, UTF_8);
  }

  @Nested
  @DisplayName("has its files")
  class HasFiles {
    @Test
    void onlyAfterTheFirstChange() {
      registry.state();
      registry.document(name("a"));
      assertThat(home.home()).doesNotExist();
    }

    @Test
    void withASumBesideEachDocumentThatSha256sumReads() throws IOException {
      publish("a");
      assertThat(home.sum("a")).hasContent(Sha256.of(documentOf("a")) + "  a.json\n");
      assertThat(home.modelFiles()).containsExactly("a.json", "a.json.sha256");
    }

    @Test
    void ofAVersionUntilItIsRemoved() throws IOException {
      publish("a", "b");
      registry.remove(name("b"), CHANGE);
      assertThat(home.modelFiles()).containsExactly("a.json", "a.json.sha256");
    }

    @Test
    void notOfAVersionThatIsNotWanted() throws IOException {
      publish("a");
      registry.publishIf(() -> false, name("b"), documentOf("b"), List.of(), CHANGE);
      assertThat(home.modelFiles()).containsExactly("a.json", "a.json.sha256");
    }

    @Test
    void whoseStampChangesWhenADocumentIsRepaired() throws IOException {
      publish("a");
      Files.writeString(home.document("a"), "x", UTF_8);
      RegistryStamp damaged = registry.stamp();
      publish("a");
      assertThat(registry.stamp()).isNotEqualTo(damaged);
    }
  }

  @Nested
  @DisplayName("has artifacts")
  class HasArtifacts {
    private final Artifact trees = artifactOf("trees", 70);
    private final Artifact bins = artifactOf("bins", 50);

    private String damage(Artifact artifact) {
      return registry
          .readArtifact(name("a"), artifact.reference(), ContentSink.NONE)
          .orElseThrow()
          .message();
    }

    @Test
    void underTheNameOfTheirVersionUntilItIsRemoved() throws IOException {
      home.withArtifacts("a", trees).withArtifacts("b", trees, bins);
      assertThat(home.artifactFiles())
          .containsExactlyInAnyOrder(
              "a/" + trees.reference().sha256(),
              "b/" + trees.reference().sha256(),
              "b/" + bins.reference().sha256());
      registry.remove(name("b"), CHANGE);
      assertThat(home.artifactFiles()).containsExactly("a/" + trees.reference().sha256());
    }

    @Test
    void inAFolderThatIsNotThereBefore() throws IOException {
      publish("a");
      registry.publish(name("b"), documentOf("b"), List.of(trees), CHANGE);
      assertThat(home.artifacts()).doesNotExist();
    }

    @Test
    void notOfAVersionThatIsNotWanted() throws IOException {
      List<Artifact> both = List.of(trees, bins);
      registry.publishIf(() -> false, name("a"), documentOf("a", both), both, CHANGE);
      assertThat(home.artifacts()).isEmptyDirectory();
      assertThat(home.models()).isEmptyDirectory();
    }

    @Test
    void whoseRepairChangesTheStamp() throws IOException {
      home.withArtifacts("a", trees);
      Files.delete(home.artifact("a", trees));
      RegistryStamp damaged = registry.stamp();
      home.withArtifacts("a", trees);
      assertThat(home.artifact("a", trees)).hasSize(70);
      assertThat(registry.stamp()).isNotEqualTo(damaged);
    }

    @Test
    void andNamesTheFileThatIsDamaged() throws IOException {
      home.withArtifacts("a", trees, bins);
      Path file = home.artifact("a", trees);
      String remedy = "; restore it from a backup, or publish the same version again with it";
      Files.write(file, bytesOf("other", 70));
      assertThat(damage(trees)).isEqualTo(file + ": is not what was published" + remedy);
      Files.write(file, new byte[71]);
      assertThat(damage(trees))
          .isEqualTo(file + ": has 71 bytes, and had 70 when it was published" + remedy);
      Files.delete(file);
      assertThat(damage(trees)).isEqualTo(file + ": is missing" + remedy);
      Files.createDirectory(file);
      assertThat(damage(trees)).isEqualTo(file + ": cannot be read: Is a directory" + remedy);
    }

    @Test
    void andFindsEachFlippedBit() throws IOException {
      home.withArtifacts("a", bins);
      Path file = home.artifact("a", bins);
      for (int bit = 0; bit < 8 * 50; bit++) {
        byte[] flipped = bytesOf("bins", 50);
        flipped[bit / 8] ^= (byte) (1 << (bit % 8));
        Files.write(file, flipped);
        assertThat(damage(bins)).as("bit %d", bit).startsWith(file + ": is not what");
      }
    }

    @Test
    void besideWhichItLeavesWhatIsNoArtifact() throws IOException {
      publish("a");
      home.withArtifacts("b", trees);
      Files.createDirectories(home.artifacts().resolve("b/below/here"));
      Files.createDirectories(home.artifacts().resolve(".x.unfinished/here"));
      registry.remove(name("b"), CHANGE);
      publish("c");
      assertThat(home.artifactFiles()).containsExactly(".x.unfinished/here", "b/below/here");
    }
  }

  @Nested
  @DisplayName("when a document on disk is not what was published")
  class DamagedDocuments {
    @Test
    void namesTheEditedFileAndServesTheOthers() throws IOException {
      publish("a", "b");
      Files.writeString(home.document("a"), " ", UTF_8, java.nio.file.StandardOpenOption.APPEND);
      assertThat(damage("a"))
          .startsWith(home.document("a") + ": is not what record 1 published; restore it");
      assertThat(registry.document(name("b"))).isInstanceOf(DocumentReading.Whole.class);
      assertThat(registry.state().damage()).isEmpty();
    }

    @Test
    void namesTheMissingFile() throws IOException {
      publish("a");
      Files.delete(home.document("a"));
      assertThat(damage("a")).startsWith(home.document("a") + ": is missing");
    }

    @Test
    void namesTheSumThatDoesNotFit() throws IOException {
      publish("a");
      Files.writeString(home.sum("a"), Sha256.of(documentOf("b")) + "  a.json\n", UTF_8);
      assertThat(damage("a")).startsWith(home.sum("a") + ": is not the SHA-256 of a.json");
      Files.delete(home.sum("a"));
      assertThat(damage("a")).startsWith(home.sum("a") + ": is missing");
    }

    @Test
    void findsEachFlippedBitOfDocumentAndSum() throws IOException {
      publish("a");
      for (Path file : new Path[] {home.document("a"), home.sum("a")}) {
        byte[] whole = Files.readAllBytes(file);
        for (int bit = 0; bit < 8 * whole.length; bit++) {
          byte[] flipped = whole.clone();
          flipped[bit / 8] ^= (byte) (1 << (bit % 8));
          Files.write(file, flipped);
          assertThat(damage("a")).as("bit %d", bit).startsWith(file + ": ");
        }
        Files.write(file, whole);
      }
      assertThat(registry.document(name("a"))).isInstanceOf(DocumentReading.Whole.class);
    }

    /// The damage of a document, which must be the same if it is read as a stream.
    private String damage(String name) {
      String message = ((DocumentReading.Damaged) registry.document(name(name))).error().message();
      assertThat(registry.readDocument(name(name), ContentSink.NONE))
          .hasValueSatisfying(error -> assertThat(error.message()).isEqualTo(message));
      return message;
    }
  }
}
