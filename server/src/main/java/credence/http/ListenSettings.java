package credence.http;

/// Where the server listens.
///
/// @param host the address or name of the interface; `0.0.0.0` is all of them
/// @param port the TCP port; 0 takes a free one
/// @param eventLoops how many threads serve connections, 1 to 256
public record ListenSettings(String host, int port, int eventLoops) {
  /// All interfaces, port 8080, a thread for each processor.
  public static ListenSettings defaults() {
    return new ListenSettings("0.0.0.0", 8080, Runtime.getRuntime().availableProcessors());
  }
}
