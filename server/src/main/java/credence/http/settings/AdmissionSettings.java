package credence.http.settings;

/// Limits that keep the admin port available to its users, mainly of connections without an
/// admitted request.
///
/// @param connectionsMax maximum number of open connections
/// @param unknownConnectionsMax maximum number of them without an admitted request; the others are
///   reserved for connections that have had one
/// @param unknownConnectionsPerAddressMax maximum number of connections without an admitted request
///   from one address, or from one /64 network for IPv6
/// @param admissionMillis time limit from the start of a connection, before its TLS handshake, to
///   the head of its first admitted request
/// @param wrongTokensPerMinuteMax maximum number of wrong tokens from one address per minute; for
///   each one beyond it the response is 429 and the connection is closed
public record AdmissionSettings(
    int connectionsMax,
    int unknownConnectionsMax,
    int unknownConnectionsPerAddressMax,
    int admissionMillis,
    int wrongTokensPerMinuteMax) {
  /// 512 connections, 256 of them unknown and 128 per address; 5 s; 10 wrong tokens per minute.
  public static AdmissionSettings defaults() {
    return new AdmissionSettings(512, 256, 128, 5_000, 10);
  }
}
