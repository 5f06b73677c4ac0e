package credence.http.info;

import credence.http.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// The OpenAPI documents that `GET /openapi.json` returns, one for each port.
final class OpenApi {
  private OpenApi() {}

  /// The document of a port.
  ///
  /// @param port [Route.Port#DATA] or [Route.Port#ADMIN]
  static byte[] document(Route.Port port) {
    return port == Route.Port.ADMIN ? Admin.DOCUMENT : Data.DOCUMENT;
  }

  /// Reads the prediction port's document on first use.
  private static final class Data {
    static final byte[] DOCUMENT = read("openapi.json");
  }

  /// Reads the admin port's document on first use.
  private static final class Admin {
    static final byte[] DOCUMENT = read("openapi-admin.json");
  }

  private static byte[] read(String name) {
    try (InputStream resource = OpenApi.class.getResourceAsStream(name)) {
      if (resource == null) {
        throw new IllegalStateException("the resource " + name + " is missing");
      }
      return resource.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
