package credence.tls;

import java.nio.file.Path;

/// Where a server's certificate and its key stand.
///
/// @param certificate a PEM file with the server's certificate, and after it those of the
///   authorities between it and one that clients trust
/// @param key a PEM file with the private key of the first certificate, in PKCS #8, not encrypted
public record TlsFiles(Path certificate, Path key) {
  /// The setting that names the certificate's file.
  public static final String CERTIFICATE_SETTING = "tlsCertificate";

  /// The setting that names the key's file.
  public static final String KEY_SETTING = "tlsKey";
}
