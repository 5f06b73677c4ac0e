package credence.tls;

import credence.files.FileFailure;
import credence.files.RegularFiles;
import credence.model.Fault;
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
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import org.jspecify.annotations.Nullable;

/// A certificate and its key, found to belong together and to be valid.
///
/// @param keys what a TLS engine takes them from
/// @param certificate the server's own certificate
public record TlsIdentity(KeyManagerFactory keys, X509Certificate certificate) {
  /// The longest file that is read.
  static final int FILE_BYTES_MAX = 1 << 20;

  private static final byte[] PROBE = "credence".getBytes(StandardCharsets.US_ASCII);

  /// Reads a certificate and its key.
  ///
  /// @param now the time at which the certificate has to be valid
  public static TlsReading read(TlsFiles files, Instant now) {
    List<Fault> faults = new ArrayList<>();
    List<X509Certificate> chain = certificates(files.certificate(), now, faults);
    PrivateKey key = key(files.key(), faults);
    if (!chain.isEmpty() && key != null && !belongs(key, chain.getFirst().getPublicKey())) {
      faults.add(
          new Fault(
              TlsFiles.KEY_SETTING,
              "expected the key of the first certificate in %s; %s has another one"
                  .formatted(files.certificate(), files.key())));
    }
    if (!faults.isEmpty() || key == null) {
      return new TlsReading.Faulty(faults);
    }
    return new TlsReading.Usable(new TlsIdentity(keys(chain, key), chain.getFirst()));
  }

  /// When the certificate expires.
  public Instant validUntil() {
    return certificate.getNotAfter().toInstant();
  }

  private static List<X509Certificate> certificates(Path file, Instant now, List<Fault> faults) {
    Optional<String> text = text(TlsFiles.CERTIFICATE_SETTING, file, faults);
    if (text.isEmpty()) {
      return List.of();
    }
    List<X509Certificate> chain;
    try {
      chain = new PemText(text.get()).certificates();
    } catch (GeneralSecurityException e) {
      faults.add(certificateFault("expected X.509 certificates; one cannot be read in " + file));
      return List.of();
    }
    if (chain.isEmpty()) {
      faults.add(
          certificateFault(
              "expected a PEM file with -----BEGIN CERTIFICATE-----; there is none in " + file));
    } else if (now.isAfter(chain.getFirst().getNotAfter().toInstant())) {
      faults.add(
          certificateFault(
              "expected a certificate that is valid; that in %s expired at %s"
                  .formatted(file, chain.getFirst().getNotAfter().toInstant())));
    } else if (now.isBefore(chain.getFirst().getNotBefore().toInstant())) {
      faults.add(
          certificateFault(
              "expected a certificate that is valid; that in %s begins to be at %s"
                  .formatted(file, chain.getFirst().getNotBefore().toInstant())));
    }
    return chain;
  }

  private static Fault certificateFault(String expected) {
    return new Fault(TlsFiles.CERTIFICATE_SETTING, expected);
  }

  private static @Nullable PrivateKey key(Path file, List<Fault> faults) {
    Optional<String> text = text(TlsFiles.KEY_SETTING, file, faults);
    if (text.isEmpty()) {
      return null;
    }
    PemText pem = new PemText(text.get());
    try {
      Optional<PrivateKey> key = pem.key();
      if (key.isPresent()) {
        return key.get();
      }
      String instead =
          pem.hasOtherKey()
              ? "that in %s is encrypted or in an older form; openssl pkcs8 -topk8 -nocrypt"
                  + " -in KEY -out FILE writes it so"
              : "there is none in %s";
      faults.add(
          new Fault(
              TlsFiles.KEY_SETTING,
              "expected a PEM file with -----BEGIN PRIVATE KEY-----; " + instead.formatted(file)));
    } catch (GeneralSecurityException e) {
      faults.add(
          new Fault(
              TlsFiles.KEY_SETTING,
              "expected a private key (RSA, EC or EdDSA); that in %s cannot be read"
                  .formatted(file)));
    }
    return null;
  }

  /// What stands in a file; empty, and a fault, if it cannot be read.
  private static Optional<String> text(String setting, Path file, List<Fault> faults) {
    try {
      byte[] bytes = RegularFiles.readExisting(file, FILE_BYTES_MAX);
      return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      faults.add(new Fault(setting, "expected a PEM file; " + FileFailure.words(e)));
    }
    return Optional.empty();
  }

  /// Whether what the one signs is recognised by the other.
  private static boolean belongs(PrivateKey key, PublicKey publicKey) {
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
    } catch (GeneralSecurityException ofDifferentKinds) {
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
      throw new IllegalStateException("a key store in memory holds every key", e);
    }
  }
}
