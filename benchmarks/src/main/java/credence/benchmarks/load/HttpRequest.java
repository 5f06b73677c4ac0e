package credence.benchmarks.load;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The bytes of HTTP/1.1 requests to a URL.
///
/// @param url scheme `http`, with a port
public record HttpRequest(URI url) {
  /// Where to connect to.
  public InetSocketAddress address() {
    return new InetSocketAddress(url.getHost(), url.getPort());
  }

  /// A request without a body.
  public byte[] get() {
    return ascii(head("GET") + "\r\n");
  }

  /// A request with a JSON body.
  public byte[] post(String json) {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    byte[] head =
        ascii(
            head("POST")
                + "Content-Type: application/json\r\nContent-Length: "
                + body.length
                + "\r\n\r\n");
    byte[] request = new byte[head.length + body.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(body, 0, request, head.length, body.length);
    return request;
  }

  /// The head of a request whose body is of a media type and comes in chunks.
  public byte[] postChunkedHead(String mediaType) {
    return ascii(
        head("POST")
            + "Content-Type: "
            + mediaType
            + "\r\nTransfer-Encoding: chunked\r\nAccept: "
            + mediaType
            + "\r\n\r\n");
  }

  private String head(String method) {
    @Nullable String query = url.getRawQuery();
    return method
        + " "
        + url.getRawPath()
        + (query == null ? "" : "?" + query)
        + " HTTP/1.1\r\nHost: "
        + url.getAuthority()
        + "\r\n";
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
