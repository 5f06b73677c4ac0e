package credence.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A certificate of its own authority for this machine, made by the JDK's keytool.
///
/// @param certificate as PEM
/// @param key as PEM
/// @param trust what a client that trusts it connects with
public record TestCertificate(String certificate, String key, SSLContext trust) {
  private static final char[] PASSWORD = "password".toCharArray();

  /// A certificate that is valid for some days.
  ///
  /// @param algorithm as keytool names it, for example `EC`
  /// @param startDays when that begins, in days from now
  public static TestCertificate create(Path folder, String algorithm, int startDays, int days) {
    try {
      Path file = Files.createTempFile(folder, "key", ".p12");
      Files.delete(file);
      Process keytool =
          new ProcessBuilder(
                  List.of(
                      Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                      "-genkeypair",
                      "-alias",
                      "server",
                      "-keyalg",
                      algorithm,
                      "-dname",
                      "CN=localhost",
                      "-ext",
                      "san=dns:localhost,ip:127.0.0.1",
                      "-startdate",
                      (startDays < 0 ? "" : "+") + startDays + "d",
                      "-validity",
                      Integer.toString(days),
                      "-storetype",
                      "PKCS12",
                      "-storepass",
                      new String(PASSWORD),
                      "-keystore",
                      file.toString()))
              .redirectErrorStream(true)
              .start();
      String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new AssertionError(said);
      }
      return read(file);
    } catch (IOException | InterruptedException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static TestCertificate read(Path file) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", keys.getCertificate("server"));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext trust = SSLContext.getInstance("TLS");
    trust.init(null, managers.getTrustManagers(), null);
    return new TestCertificate(
        pem("CERTIFICATE", keys.getCertificate("server").getEncoded()),
        pem("PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded()),
        trust);
  }

  private static String pem(String label, byte[] bytes) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + label + "-----\n" + text + "\n-----END " + label + "-----\n";
  }

  /// Writes both beside each other, as a renewal does: over what is there.
  public TlsFiles write(Path folder) {
    try {
      return new TlsFiles(
          Files.writeString(folder.resolve("server.pem"), certificate),
          Files.writeString(folder.resolve("server.key"), key));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
