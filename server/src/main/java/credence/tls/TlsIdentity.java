package credence.tls;

import credence.files.FileFailure;
import credence.files.RegularFiles;
import credence.model.LocatedError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/// A valid certificate and its matching private key.
///
/// @param keys provides them to a TLS engine
/// @param certificate the server's certificate
public record TlsIdentity(KeyManagerFactory keys, X509Certificate certificate) {
  /// The maximum size of a file.
  static final int FILE_BYTES_MAX = 1 << 20;

  private static final byte[] PROBE = "credence".getBytes(StandardCharsets.US_ASCII);

  /// Reads a certificate and its key.
  ///
  /// @param now the time at which the certificate must be valid
  public static TlsReading read(TlsFiles files, Instant now) {
    List<LocatedError> errors = new ArrayList<>();
    List<X509Certificate> chain = certificates(files.certificate(), now, errors);
    PrivateKey key = key(files.key(), errors);
    if (!chain.isEmpty() && key != null && !matches(key, chain.getFirst().getPublicKey())) {
      errors.add(
          new LocatedError(
              TlsFiles.KEY_SETTING,
              "expected the private key of the first certificate in %s; the key in %s does not match"
                  .formatted(files.certificate(), files.key())));
    }
    if (!errors.isEmpty() || key == null) {
      return new TlsReading.Invalid(errors);
    }
    return new TlsReading.Usable(new TlsIdentity(keys(chain, key), chain.getFirst()));
  }

  /// When the certificate expires.
  public Instant validUntil() {
    return certificate.getNotAfter().toInstant();
  }

  private static List<X509Certificate> certificates(
      Path file, Instant now, List<LocatedError> errors) {
    Optional<String> text = text(TlsFiles.CERTIFICATE_SETTING, file, errors);
    if (text.isEmpty()) {
      return List.of();
    }
    List<X509Certificate> chain;
    try {
      chain = new PemText(text.get()).certificates();
    } catch (GeneralSecurityException e) {
      errors.add(certificateError("expected X.509 certificates; one cannot be parsed in " + file));
      return List.of();
    }
    if (chain.isEmpty()) {
      errors.add(
          certificateError(
              "expected a PEM file with -----BEGIN CERTIFICATE-----; not found in " + file));
    } else if (now.isAfter(chain.getFirst().getNotAfter().toInstant())) {
      errors.add(
          certificateError(
              "expected a valid certificate; the one in %s expired at %s"
                  .formatted(file, chain.getFirst().getNotAfter().toInstant())));
    } else if (now.isBefore(chain.getFirst().getNotBefore().toInstant())) {
      errors.add(
          certificateError(
              "expected a valid certificate; the one in %s is not valid before %s"
                  .formatted(file, chain.getFirst().getNotBefore().toInstant())));
    }
    return chain;
  }

  private static LocatedError certificateError(String expected) {
    return new LocatedError(TlsFiles.CERTIFICATE_SETTING, expected);
  }

  private static @Nullable PrivateKey key(Path file, List<LocatedError> errors) {
    Optional<String> text = text(TlsFiles.KEY_SETTING, file, errors);
    if (text.isEmpty()) {
      return null;
    }
    PemText pem = new PemText(text.get());
    try {
      Optional<PrivateKey> key = pem.key();
      if (key.isPresent()) {
        return key.get();
      }
      String actual =
          pem.hasOtherKey()
              ? "the one in %s is encrypted or in an older format; convert it with"
                  + " openssl pkcs8 -topk8 -nocrypt -in KEY -out FILE"
              : "not found in %s";
      errors.add(
          new LocatedError(
              TlsFiles.KEY_SETTING,
              "expected a PEM file with -----BEGIN PRIVATE KEY-----; "
                  + String.format(Locale.ROOT, actual, file)));
    } catch (GeneralSecurityException e) {
      errors.add(
          new LocatedError(
              TlsFiles.KEY_SETTING,
              "expected a private key (RSA, EC or EdDSA); the one in %s cannot be parsed"
                  .formatted(file)));
    }
    return null;
  }

  /// The text of a file; empty if it cannot be read, in which case an error is added.
  private static Optional<String> text(String setting, Path file, List<LocatedError> errors) {
    try {
      byte[] bytes = RegularFiles.readExisting(file, FILE_BYTES_MAX);
      return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      errors.add(new LocatedError(setting, "expected a PEM file; " + FileFailure.words(e)));
    }
    return Optional.empty();
  }

  /// Whether a private and a public key belong together: whether one verifies a signature of the
  /// other.
  private static boolean matches(PrivateKey key, PublicKey publicKey) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "EdDSA";
        };
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException differentAlgorithms) {
      return false;
    }
  }

  private static KeyManagerFactory keys(List<X509Certificate> chain, PrivateKey key) {
    char[] password = {};
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", key, password, chain.toArray(X509Certificate[]::new));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      return keys;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("an in-memory key store accepts any key", e);
    }
  }
}
