package credence.http.settings;

import credence.tls.TlsFiles;
import org.jspecify.annotations.Nullable;

/// Where the server listens.
///
/// @param host the address or name of the interface; `0.0.0.0` is all of them
/// @param port the TCP port; 0 takes a free one
/// @param eventLoops how many threads serve connections, 1 to 256
/// @param tls the certificate of this port and of the admin port; null if both speak plain HTTP
public record ListenSettings(String host, int port, int eventLoops, @Nullable TlsFiles tls) {
  /// All interfaces, port 8080, a thread for each processor, plain HTTP.
  static ListenSettings defaults() {
    return new ListenSettings("0.0.0.0", 8080, Runtime.getRuntime().availableProcessors(), null);
  }
}
