package credence.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import credence.engine.EngineFailure;
import credence.engine.EngineFailure.Kind;
import credence.engine.EngineLimits;
import credence.model.LocatedError;
import credence.model.Result;
import credence.results.Results;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The reader of training sets fails, and does not reject the file, if it")
class UnreadableTrainingSetTest extends TrainingTableReading {
  /// A regular file of Linux that cannot be opened for reading, even by root.
  private static final Path UNREADABLE = Path.of("/sys/bus/cpu/uevent");

  /// A folder of Linux in which no file can be created.
  private static final Path UNWRITABLE = Path.of("/sys/bus/cpu");

  private List<String> failures(Path... files) {
    return messages(read(ONE_NUMBER, files));
  }

  private static List<String> messages(Result<TrainingTable> reading) {
    return Results.failed(reading).stream().map(LocatedError::message).toList();
  }

  @Test
  void cannotBeOpened() throws IOException {
    assumeTrue(Files.isRegularFile(UNREADABLE), UNREADABLE::toString);
    Path link = Files.createSymbolicLink(folder.resolve("t.parquet"), UNREADABLE);
    assertThat(failures(link))
        .containsExactly(link + ": expected a readable parquet file: Permission denied");
  }

  @Test
  void cannotBeExamined() throws IOException {
    Path loop = folder.resolve("t.parquet");
    Files.createSymbolicLink(loop, loop);
    assertThat(failures(loop))
        .singleElement()
        .asString()
        .contains("t.parquet: expected a readable parquet file: ", "symbolic links");
  }

  @Test
  void isChangedWhileItIsRead() throws SQLException {
    Path file = write("t.parquet", "SELECT i AS id, i % 2 AS y, i AS x FROM range(9) t(i)");
    ReadProgress touching =
        _ -> {
          try {
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
            return true;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    assertThat(
            messages(
                new TrainingTableReader(ONE_NUMBER, Tables.limits(folder))
                    .read(List.of(file), CustomerObserver.NONE, touching)))
        .containsExactly(
            file + ": expected a readable parquet file: it changed while it was being read");
  }

  @Test
  void cannotBeGivenAPlainName() throws SQLException, IOException {
    assumeTrue(Files.isDirectory(UNWRITABLE), UNWRITABLE::toString);
    Path plain = write("t.parquet", "SELECT 1 AS id, 1 AS y, 0 AS x");
    Path file = Files.move(plain, folder.resolve("t[1].parquet"));
    EngineLimits limits = new EngineLimits(256L << 20, 2, UNWRITABLE);
    assertThat(
            messages(
                new TrainingTableReader(ONE_NUMBER, limits)
                    .read(List.of(file), CustomerObserver.NONE, ReadProgress.SILENT)))
        .singleElement()
        .asString()
        .startsWith(UNWRITABLE + ": cannot create a link to " + file + ": ")
        .contains("set TMPDIR to a folder");
  }

  @Test
  void hasAnUnsupportedFeatureButTheSystemFailed() throws IOException {
    Path file = HandMadeParquet.ofOutcomes().keysOnly("tags").write(folder.resolve("t.parquet"));
    SQLException failure = new SQLException("IO Error: Could not read: Input/output error");
    assertThat(EngineFailure.of(file, failure, Tables.limits(folder)).kind()).isEqualTo(Kind.IO);
  }
}
