package credence.http.plain;

import static credence.http.plain.PlainHead.Kind.COMPLETE;
import static credence.http.plain.PlainHead.Kind.OTHER;
import static credence.http.plain.PlainHead.Kind.PARTIAL;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import credence.http.settings.LimitSettings;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A request's head")
@SuppressWarnings("StringConcatToTextBlock") // Lines of HTTP end with CR and LF.
class PlainHeadTest {
  private static final String LINE = "POST /predict HTTP/1.1\r\n";
  private static final String FIELDS =
      "Host: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\n";

  private final PlainHead head = new PlainHead(LimitSettings.defaults());

  private PlainHead.Kind read(String request) {
    byte[] bytes = ("." + request).getBytes(ISO_8859_1);
    return head.read(bytes, 1, bytes.length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: 127.0.0.1:8098\r\nContent-Type: application/json\r\nContent-Length: 2\r\n",
        "host:x\r\ncontent-length:2\r\ncontent-type:application/json\r\n",
        "Host: x\r\nUser-Agent: curl/8.5.0\r\nAccept: */*\r\nContent-Type: application/json\r\n"
            + "Content-Length: 2\r\n",
        "Connection: Keep-Alive\r\nHost: x\r\nUser-Agent: Java-http-client/25\r\n"
            + "Content-Length: 2\r\nContent-Type: application/json; charset=UTF-8\r\n",
        "Host: x\r\nUser-Agent: python-requests/2.31\r\nAccept-Encoding: gzip, deflate\r\n"
            + "Accept: application/json\r\nConnection: keep-alive\r\nContent-Length: 2\r\n"
            + "X-Forwarded-For: 10.0.0.1, 10.0.0.2\r\nContent-Type: application/json\r\n"
      })
  @DisplayName("is plain as common clients send it")
  void plain(String fields) {
    assertThat(read(LINE + fields + "\r\n{}")).isEqualTo(COMPLETE);
    assertThat(head.version()).isNull();
    assertThat(head.bodyTo() - head.bodyFrom()).isEqualTo(2);
  }

  @Test
  @DisplayName("is plain with a version's name")
  void version() {
    String line = LINE.replace(" HTTP", "?version=training_set_2014-09.10 HTTP");
    assertThat(read(line + FIELDS + "\r\n{}")).isEqualTo(COMPLETE);
    assertThat(head.version()).isEqualTo("training_set_2014-09.10");
  }

  @Test
  @DisplayName("ends where the next request begins")
  void pipelined() {
    String request = LINE + FIELDS + "\r\n{}";
    assertThat(read(request + request)).isEqualTo(COMPLETE);
    assertThat(head.bodyTo()).isEqualTo(1 + request.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /predict HTTP/1.1",
        "POST /predict/batch HTTP/1.1",
        "POST /predict HTTP/1.0",
        "POST /predict  HTTP/1.1",
        "POST /predict? HTTP/1.1",
        "POST /predict?version= HTTP/1.1",
        "POST /predict?version=a%20b HTTP/1.1",
        "POST /predict?version=a&version=b HTTP/1.1",
        "POST http://x/predict HTTP/1.1",
        " POST /predict HTTP/1.1"
      })
  @DisplayName("is not plain with another request line")
  void otherLine(String line) {
    assertThat(read(line + "\r\n" + FIELDS + "\r\n{}")).isEqualTo(OTHER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked",
        "Content-Encoding: gzip",
        "Expect: 100-continue",
        "Upgrade: h2c",
        "Connection: close",
        "Connection: keep-alive, Upgrade",
        "Accept: text/html",
        "X-Request-Id: 1",
        "traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "Content-Length: 2",
        "Content-Type: application/json",
        "Host: y",
        "no colon",
        ": no name",
        "Name : space",
        " folded: line",
        "Control: \u0001",
        "Tab: \t",
        "Latin: \u00e9"
      })
  @DisplayName("is not plain with a further field that changes the answer or is malformed")
  void otherField(String field) {
    assertThat(read(LINE + FIELDS + field + "\r\n\r\n{}")).isEqualTo(OTHER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Type: application/json\r\nContent-Length: 2\r\n",
        "Host: x\r\nContent-Length: 2\r\n",
        "Host: x\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n",
        "Host: x\r\nContent-Type: application/json\r\n",
        "Host: x\r\nContent-Type: application/json\r\nContent-Length: 0\r\n",
        "Host: x\r\nContent-Type: application/json\r\nContent-Length: 02\r\n",
        "Host: x\r\nContent-Type: application/json\r\nContent-Length: +2\r\n",
        "Host: x\r\nContent-Type: application/json\r\nContent-Length: 2 \r\n",
        "Host: x\r\nContent-Type: application/json\r\nContent-Length: 9999999999\r\n",
        "Host: x\nContent-Type: application/json\r\nContent-Length: 2\r\n"
      })
  @DisplayName("is not plain without a required field")
  void lacking(String fields) {
    assertThat(read(LINE + fields + "\r\n{}")).isEqualTo(OTHER);
  }

  @Test
  @DisplayName("may become plain as long as it is incomplete")
  void begun() {
    String request = LINE + FIELDS + "\r\n{}";
    for (int i = 1; i < request.length(); i++) {
      assertThat(read(request.substring(0, i))).as("the first %s bytes", i).isEqualTo(PARTIAL);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /predict", "POST /models", "\r\n", "POST /predict HTTP/1.1\r\n\r\n"})
  @DisplayName("may not become plain if its beginning is not")
  void begunOtherwise(String beginning) {
    assertThat(read(beginning)).isEqualTo(OTHER);
  }

  @Test
  @DisplayName("is not plain over a limit")
  void limits() {
    LimitSettings limits = LimitSettings.defaults();
    String fields = "X: " + "x".repeat(limits.headerBytesMax()) + "\r\n";
    assertThat(read(LINE + FIELDS + fields + "\r\n{}")).isEqualTo(OTHER);
    assertThat(read(LINE + FIELDS + fields)).isEqualTo(OTHER);
    String length = ": " + (limits.bodyBytesMax() + 1);
    assertThat(read(LINE + FIELDS.replace(": 2", length) + "\r\n{")).isEqualTo(OTHER);
    String version = "?version=" + "x".repeat(limits.requestLineBytesMax()) + " H";
    assertThat(read(LINE.replace(" H", version) + FIELDS + "\r\n{}")).isEqualTo(OTHER);
  }
}
