package credence.http.settings;

import credence.tls.TlsFiles;
import org.jspecify.annotations.Nullable;

/// The settings of the server's listener.
///
/// @param host the address or name of the interface; `0.0.0.0` for all
/// @param port the TCP port; 0 selects a free one
/// @param eventLoops the number of threads that serve connections, 1 to 256
/// @param tls the certificate of this port and the admin port; null for plain HTTP
public record ListenSettings(String host, int port, int eventLoops, @Nullable TlsFiles tls) {
  /// All interfaces, port 8080, one thread per processor, plain HTTP.
  static ListenSettings defaults() {
    return new ListenSettings("0.0.0.0", 8080, Runtime.getRuntime().availableProcessors(), null);
  }
}
