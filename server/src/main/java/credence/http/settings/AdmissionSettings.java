package credence.http.settings;

/// How the admin port is kept open for its users: what connections may take up before they have
/// sent a request that was let in.
///
/// @param connectionsMax open connections in all
/// @param unknownConnectionsMax those of them without an admitted request so far; the others are
///   reserved for connections that have had one
/// @param unknownConnectionsPerAddressMax those without an admitted request from one address; of
///   IPv6, from one network of 64 bits
/// @param admissionMillis from the beginning of a connection, before its TLS handshake, to the head
///   of a request that is let in
/// @param wrongTokensPerMinuteMax how many wrong tokens an address may send in a minute before it
///   is answered 429 and loses its connection with each
public record AdmissionSettings(
    int connectionsMax,
    int unknownConnectionsMax,
    int unknownConnectionsPerAddressMax,
    int admissionMillis,
    int wrongTokensPerMinuteMax) {
  /// 512 connections, 256 of them unknown and 128 from one address, 5 s, 10 wrong tokens a minute.
  public static AdmissionSettings defaults() {
    return new AdmissionSettings(512, 256, 128, 5_000, 10);
  }
}
