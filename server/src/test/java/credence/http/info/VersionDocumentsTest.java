package credence.http.info;

import static org.assertj.core.api.Assertions.assertThat;

import credence.model.VersionName;
import credence.registry.Change;
import credence.registry.directory.DirectoryRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Documents that are being sent")
class VersionDocumentsTest {
  private static final VersionName NAME = new VersionName("a");
  private static final byte[] BEFORE = {'<'};
  private static final byte[] AFTER = {'>'};

  @TempDir Path home;
  private DirectoryRegistry registry;

  @BeforeEach
  void publish() {
    registry = new DirectoryRegistry(home);
    registry.publish(NAME, new byte[98], new Change("tester", "a test"));
  }

  @Test
  @DisplayName("are counted twice each, before they are read and until they have been sent")
  void counted() {
    VersionDocuments documents = new VersionDocuments(registry, 450);
    VersionDocuments.Whole first = whole(documents);
    assertThat(first.content()).hasSize(100).startsWith(BEFORE).endsWith(AFTER);
    assertThat(first.countedBytes()).isEqualTo(200);
    VersionDocuments.Whole second = whole(documents);
    assertThat(documents.read(NAME, BEFORE, AFTER)).isEqualTo(new VersionDocuments.Busy());
    documents.release(second.countedBytes());
    documents.release(whole(documents).countedBytes());
    documents.release(first.countedBytes());
    whole(documents);
    whole(documents);
  }

  @Test
  @DisplayName("are rejected if they need more memory than there is")
  void oversized() {
    assertThat(new VersionDocuments(registry, 199).read(NAME, BEFORE, AFTER))
        .isEqualTo(new VersionDocuments.Oversized(200, 199));
  }

  @Test
  @DisplayName("have texts for their codes, which are also counted")
  void texts() {
    String stored =
        "{\"findings\":[{\"code\":\"judged-before\",\"column\":null,\"count\":1,\"parameters\":{}}]}";
    registry.publish(
        new VersionName("b"),
        stored.getBytes(StandardCharsets.UTF_8),
        new Change("tester", "a test"));
    VersionDocuments roomy = new VersionDocuments(registry, 10_000);
    VersionDocuments.Whole whole =
        (VersionDocuments.Whole) roomy.read(new VersionName("b"), BEFORE, AFTER);
    String answer = new String(whole.content(), StandardCharsets.UTF_8);
    assertThat(answer)
        .startsWith(
            "<" + stored.substring(0, stored.length() - 3) + ",\"consequence\" : \"1 other version")
        .endsWith(".\"}]}>");
    long textBytes = answer.length() - 2L - stored.length();
    long needed = 2 * (stored.length() + 2L) + 3 * textBytes;
    assertThat(whole.countedBytes()).isEqualTo(needed);

    VersionDocuments narrow = new VersionDocuments(registry, needed - 1);
    for (int i = 0; i < 3; i++) {
      assertThat(narrow.read(new VersionName("b"), BEFORE, AFTER))
          .isEqualTo(new VersionDocuments.Oversized(needed, needed - 1));
    }
  }

  @Test
  @DisplayName("are no longer counted if they are damaged")
  void damaged() throws IOException {
    Path file = home.resolve("registry/models/a.json");
    byte[] good = Files.readAllBytes(file);
    VersionDocuments documents = new VersionDocuments(registry, 250);
    for (int i = 0; i < 3; i++) {
      Files.write(file, "x".repeat(98).getBytes(StandardCharsets.UTF_8));
      assertThat(documents.read(NAME, BEFORE, AFTER)).isInstanceOf(VersionDocuments.Damaged.class);
    }
    Files.write(file, good);
    whole(documents);
  }

  private static VersionDocuments.Whole whole(VersionDocuments documents) {
    return (VersionDocuments.Whole) documents.read(NAME, BEFORE, AFTER);
  }
}
