package credence.http;

import credence.model.Fault;
import java.util.List;

/// What can be set about the admin port. Each default is stated here and nowhere else.
///
/// @param host the address or name of the interface; on another than loopback every request needs a
///   token
/// @param port the TCP port; 0 takes a free one
/// @param tokensRequired whether requests on loopback need a token as well
public record AdminSettings(String host, int port, boolean tokensRequired) {
  /// Loopback alone, port 8081, without tokens.
  public static AdminSettings defaults() {
    return new AdminSettings("127.0.0.1", 8081, false);
  }

  /// Every setting that is out of its range; empty if the port can be opened with these.
  public List<Fault> faults() {
    return port >= 0 && port <= 65_535
        ? List.of()
        : List.of(new Fault("adminPort", "expected a whole number from 0 to 65535"));
  }
}
