package credence.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {
  private static final String TWO =
      "HTTP/1.1 200 OK\r\ncontent-length: 5\r\nX: content-length: 9\r\n\r\nHTTP/"
          + "HTTP/1.1 503 Busy\r\nRetry-After: 1\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

  private final ResponseReader reader = new ResponseReader();
  private final List<String> responses = new ArrayList<>();

  @Test
  void findsEachResponseWhereverTheBytesAreCut() throws ResponseReader.Malformed {
    for (int cut = 0; cut <= TWO.length(); cut++) {
      responses.clear();
      take(TWO.substring(0, cut));
      take(TWO.substring(cut));
      assertThat(responses).as("cut at %s", cut).containsExactly("200 false", "503 true");
    }
  }

  @Test
  void rejectsWhatItCannotFollow() {
    assertThatThrownBy(() -> take("SSH-2.0-OpenSSH\r\n\r\n"))
        .isInstanceOf(ResponseReader.Malformed.class);
    ByteBuffer chunked = buffer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    assertThatThrownBy(() -> new ResponseReader().take(chunked, (_, _) -> {}))
        .isInstanceOf(ResponseReader.Malformed.class)
        .hasMessageContaining("Content-Length");
  }

  private void take(String text) throws ResponseReader.Malformed {
    ByteBuffer buffer = ByteBuffer.allocate(1_024);
    reader.prepare(buffer);
    buffer.put(text.getBytes(StandardCharsets.US_ASCII));
    reader.take(buffer, (status, closes) -> responses.add(status + " " + closes));
  }

  private static ByteBuffer buffer(String text) {
    return ByteBuffer.allocate(1_024).put(text.getBytes(StandardCharsets.US_ASCII));
  }
}
