package credence.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A file left by a process that was killed while writing it")
class WholeFileTest {
  /// A number above all process ids of Linux and macOS.
  private static final long GONE = 1L << 40;

  @TempDir private Path folder;

  private Path part(String target, long process, long minutesOld) throws IOException {
    return part(target, Long.toString(process), minutesOld);
  }

  private Path part(String target, String process, long minutesOld) throws IOException {
    Path part = Files.createFile(folder.resolve("." + target + "." + process + ".part"));
    Instant written = Instant.now().minus(minutesOld, ChronoUnit.MINUTES);
    return Files.setLastModifiedTime(part, FileTime.from(written));
  }

  @Test
  void isDeletedUnlessItMayStillBeWrittenOrBelongsToAnotherFile() throws IOException {
    Path left = part("out.parquet", GONE, 60);
    Path recent = part("out.parquet", GONE + 1, 0);
    Path alive = part("out.parquet", ProcessHandle.current().pid(), 60);
    Path others = part("other.parquet", GONE, 60);
    Path numbered = part("out.parquet", GONE + "-0123abcd", 60);
    WholeFile.removeLeftovers(folder.resolve("out.parquet"));
    assertThat(left).doesNotExist();
    assertThat(numbered).doesNotExist();
    assertThat(recent).exists();
    assertThat(alive).exists();
    assertThat(others).exists();
  }

  @Test
  void isLookedForOnlyWhereThereIsAFolder() throws IOException {
    WholeFile.removeLeftovers(folder.resolve("none").resolve("out.parquet"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void isReplacedAndNotFollowedIfItIsALink() throws IOException {
    Path other = Files.writeString(folder.resolve("other"), "other");
    Path out = Files.createSymbolicLink(folder.resolve("out.json"), other);
    try (WholeFile file = new WholeFile(out)) {
      file.stream().write("out".getBytes(StandardCharsets.UTF_8));
      file.finish();
    }
    assertThat(out).isRegularFile().hasContent("out");
    assertThat(Files.isSymbolicLink(out)).isFalse();
    assertThat(other).hasContent("other");
  }

  @Test
  void isNotTheOneOfAnotherWriterOfTheSameFile() throws IOException {
    Path out = folder.resolve("out.json");
    try (WholeFile first = new WholeFile(out);
        WholeFile second = new WholeFile(out)) {
      assertThat(first.part()).isNotEqualTo(second.part());
      first.stream().write("first".getBytes(StandardCharsets.UTF_8));
      second.stream().write("second".getBytes(StandardCharsets.UTF_8));
      first.finish();
      assertThat(out).hasContent("first");
      second.finish();
    }
    assertThat(out).hasContent("second");
    assertThat(folder).isDirectoryNotContaining("glob:**.part");
  }
}
