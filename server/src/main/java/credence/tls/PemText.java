package credence.tls;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The blocks of a PEM file (RFC 7468), each with a label and bytes.
final class PemText {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,60})-----([^-]*)-----END \\1-----");
  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");

  private final String text;

  PemText(String text) {
    this.text = text;
  }

  /// The certificates, in order; empty if there are none.
  ///
  /// @throws GeneralSecurityException if one of them cannot be parsed
  List<X509Certificate> certificates() throws GeneralSecurityException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    for (byte[] block : blocks("CERTIFICATE")) {
      if (!(factory.generateCertificate(new ByteArrayInputStream(block))
          instanceof X509Certificate certificate)) {
        throw new CertificateException("not an X.509 certificate");
      }
      certificates.add(certificate);
    }
    return certificates;
  }

  /// Whether there is a private key in a format other than unencrypted PKCS #8.
  boolean hasOtherKey() {
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(1).endsWith(" PRIVATE KEY")) {
        return true;
      }
    }
    return false;
  }

  /// The first private key; empty if there is none in unencrypted PKCS #8.
  ///
  /// @throws GeneralSecurityException if it cannot be parsed
  Optional<PrivateKey> key() throws GeneralSecurityException {
    List<byte[]> keys = blocks("PRIVATE KEY");
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(keys.getFirst());
    for (String algorithm : KEY_ALGORITHMS) {
      Optional<PrivateKey> key = key(algorithm, encoded);
      if (key.isPresent()) {
        return key;
      }
    }
    throw new InvalidKeySpecException("neither RSA nor EC nor EdDSA");
  }

  /// Parses a key of an algorithm; empty if the key is for a different one.
  private static Optional<PrivateKey> key(String algorithm, PKCS8EncodedKeySpec encoded)
      throws GeneralSecurityException {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(encoded));
    } catch (InvalidKeySpecException differentAlgorithm) {
      return Optional.empty();
    }
  }

  private List<byte[]> blocks(String label) throws GeneralSecurityException {
    List<byte[]> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(1).equals(label)) {
        try {
          blocks.add(Base64.getMimeDecoder().decode(block.group(2)));
        } catch (IllegalArgumentException e) {
          throw new GeneralSecurityException("not in Base64", e);
        }
      }
    }
    return blocks;
  }
}
