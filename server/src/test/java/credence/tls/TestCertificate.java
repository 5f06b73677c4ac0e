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

/// A self-signed certificate for this machine, created by the JDK's keytool.
///
/// @param certificate as PEM
/// @param key as PEM
/// @param trust the TLS context of a client that trusts it
public record TestCertificate(String certificate, String key, SSLContext trust) {
  private static final char[] PASSWORD = "password".toCharArray();

  /// A certificate that is valid for some days.
  ///
  /// @param algorithm as keytool names it, for example `EC`
  /// @param startDays the start of its validity, in days from now
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
      String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new AssertionError(output);
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

  /// Writes both to a folder and replaces existing files, like a renewal.
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
