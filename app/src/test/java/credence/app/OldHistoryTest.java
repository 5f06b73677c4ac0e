package credence.app;

import static org.assertj.core.api.Assertions.assertThat;

import credence.hashing.Sha256;
import credence.registry.HistoryJson;
import credence.registry.HistoryRecord;
import credence.registry.directory.DirectoryRegistry;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

@DisplayName("The history of an earlier build")
class OldHistoryTest {
  private static final JsonFactory JSON = new JsonFactory();

  @TempDir private Path folder;

  @Test
  void isWrittenByteForByteAsItWasStored() throws IOException {
    Path home = OldHome.unpack(folder);
    List<String> stored =
        Files.readAllLines(home.resolve("registry/history.log")).stream()
            .map(line -> line.substring(Sha256.CHARACTERS + 1))
            .toList();
    assertThat(stored).hasSizeGreaterThan(10);
    assertThat(new DirectoryRegistry(home).history().records().stream().map(OldHistoryTest::stored))
        .containsExactlyElementsOf(stored);
  }

  private static String stored(HistoryRecord record) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      HistoryJson.write(json, record, HistoryJson.Form.STORED);
    }
    return text.toString();
  }
}
