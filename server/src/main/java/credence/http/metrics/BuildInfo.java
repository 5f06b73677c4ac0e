package credence.http.metrics;

/// The running build of Credence.
///
/// @param version its version
/// @param commit the commit that was built
public record BuildInfo(String version, String commit) {
  /// A server that was not started by a command.
  static final BuildInfo UNKNOWN = new BuildInfo("unknown", "unknown");
}
