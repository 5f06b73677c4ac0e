package credence.dataset;

import credence.model.LocatedError;
import credence.model.ModelSpec;
import credence.model.Result;
import credence.results.Results;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

/// Common code of the tests that read training sets.
abstract class TrainingTableReading {
  static final ModelSpec ONE_NUMBER =
      Tables.spec("{id: id, target: {column: y}, features: {x: {type: number, missing: 0}}}");

  @TempDir Path folder;

  Result<TrainingTable> read(ModelSpec spec, Path... files) {
    return new TrainingTableReader(spec, Tables.limits(folder))
        .read(List.of(files), CustomerObserver.NONE, ReadProgress.SILENT);
  }

  TrainingTable table(ModelSpec spec, Path... files) {
    return Results.value(read(spec, files));
  }

  List<String> errors(ModelSpec spec, Path... files) {
    return Results.rejected(read(spec, files)).stream().map(LocatedError::message).toList();
  }

  /// An id as passed to an observer.
  static String text(byte[] utf8, int from, int to) {
    return new String(utf8, from, to - from, StandardCharsets.UTF_8);
  }

  Path write(String name, String select) throws SQLException {
    return Tables.write(folder.resolve(name), select);
  }
}
