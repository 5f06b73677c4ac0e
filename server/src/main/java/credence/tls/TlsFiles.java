package credence.tls;

import java.nio.file.Path;

/// The files of a server's certificate and its private key.
///
/// @param certificate a PEM file with the server's certificate, followed by the intermediate
///   certificates of its chain
/// @param key a PEM file with the private key of the first certificate, in unencrypted PKCS #8
public record TlsFiles(Path certificate, Path key) {
  /// The setting for the certificate's file.
  public static final String CERTIFICATE_SETTING = "tlsCertificate";

  /// The setting for the key's file.
  public static final String KEY_SETTING = "tlsKey";
}
