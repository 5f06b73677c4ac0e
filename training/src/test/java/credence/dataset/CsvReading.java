package credence.dataset;

import credence.model.ModelSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// Common code of the tests that read CSV.
abstract class CsvReading extends TrainingTableReading {
  static final String FIELDS =
      """
      id: id
      target: {column: y}
      features:
        x: {type: number, missing: 0}
        b: {type: boolean, missing: false}
        c: {type: category, missing: none}
      """;
  static final ModelSpec ALL = Tables.spec(FIELDS);

  Path csv(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  Path csv(String text) throws IOException {
    return csv("t.csv", text);
  }

  static byte[] compressed(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  List<String> errors(String text) throws IOException {
    return errors(ALL, csv(text));
  }
}
