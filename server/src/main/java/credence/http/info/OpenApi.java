package credence.http.info;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The OpenAPI document that `GET /openapi.json` returns.
final class OpenApi {
  private static final String RESOURCE = "openapi.json";

  private OpenApi() {}

  /// The document.
  static byte[] document() {
    return Holder.DOCUMENT;
  }

  /// Reads the document on first use.
  private static final class Holder {
    static final byte[] DOCUMENT = read();

    private static byte[] read() {
      try (InputStream resource = OpenApi.class.getResourceAsStream(RESOURCE)) {
        if (resource == null) {
          throw new IllegalStateException("the resource " + RESOURCE + " is missing");
        }
        return resource.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
