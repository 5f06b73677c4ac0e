package credence.tls;

import static org.assertj.core.api.Assertions.assertThat;

import credence.model.LocatedError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A certificate and its key")
@SuppressWarnings("NullAway.Init")
class TlsIdentityTest {
  @TempDir private static Path shared;
  @TempDir private Path folder;

  private static TestCertificate valid;

  @BeforeAll
  static void create() {
    valid = TestCertificate.create(shared, "EC", -1, 90);
  }

  private static List<String> errors(TlsFiles files) {
    return switch (TlsIdentity.read(files, Instant.now())) {
      case TlsReading.Usable _ -> List.of();
      case TlsReading.Invalid invalid ->
          invalid.errors().stream().map(LocatedError::message).toList();
    };
  }

  private TlsFiles files(String certificate, String key) throws IOException {
    return new TlsFiles(
        Files.writeString(folder.resolve("server.pem"), certificate),
        Files.writeString(folder.resolve("server.key"), key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed25519"})
  void isUsableWhateverItsAlgorithm(String algorithm) {
    TestCertificate certificate = TestCertificate.create(folder, algorithm, -1, 90);
    TlsReading reading = TlsIdentity.read(certificate.write(folder), Instant.now());
    assertThat(reading).isInstanceOf(TlsReading.Usable.class);
    assertThat(((TlsReading.Usable) reading).identity().validUntil())
        .isAfter(Instant.now().plus(88, ChronoUnit.DAYS))
        .isBefore(Instant.now().plus(90, ChronoUnit.DAYS));
  }

  @Test
  void mayHaveTextAroundTheirBlocks() throws IOException {
    assertThat(
            errors(
                files(
                    "subject=CN=localhost\n" + valid.certificate() + "issuer\n",
                    "Bag attributes\n" + valid.key().replace("\n", "\r\n"))))
        .isEmpty();
  }

  @Test
  void filesThatAreMissingAreBothReportedWithTheirSettingAndName() {
    TlsFiles files = new TlsFiles(folder.resolve("a.pem"), folder.resolve("b.key"));
    assertThat(errors(files))
        .containsExactly(
            "tlsCertificate: expected a PEM file; cannot read "
                + files.certificate()
                + ": No such file or directory",
            "tlsKey: expected a PEM file; cannot read "
                + files.key()
                + ": No such file or directory");
  }

  @Test
  void filesThatAreNotPemAreBothReported() throws IOException {
    TlsFiles files = files("certificate", "");
    assertThat(errors(files))
        .containsExactly(
            "tlsCertificate: expected a PEM file with -----BEGIN CERTIFICATE-----; not found in "
                + files.certificate(),
            "tlsKey: expected a PEM file with -----BEGIN PRIVATE KEY-----; not found in "
                + files.key());
  }

  @Test
  void aFolderIsNoPemFile() {
    assertThat(errors(new TlsFiles(folder, folder)))
        .containsExactly(
            "tlsCertificate: expected a PEM file; cannot read " + folder + ": Is a directory",
            "tlsKey: expected a PEM file; cannot read " + folder + ": Is a directory");
  }

  @Test
  void blocksThatAreTruncatedOrDamagedAreReported() throws IOException {
    TlsFiles files =
        files(
            valid.certificate().replaceFirst("\n.{20}", "\n"),
            valid.key().replaceFirst("\n.{20}", "\n"));
    assertThat(errors(files))
        .containsExactly(
            "tlsCertificate: expected X.509 certificates; one cannot be parsed in "
                + files.certificate(),
            "tlsKey: expected a private key (RSA, EC or EdDSA); the one in "
                + files.key()
                + " cannot be parsed");
  }

  @Test
  void aKeyThatIsEncryptedIsReportedWithWhatToDo() throws IOException {
    TlsFiles files =
        files(valid.certificate(), valid.key().replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"));
    assertThat(errors(files))
        .singleElement()
        .asString()
        .startsWith("tlsKey: ")
        .contains("encrypted", files.key().toString(), "openssl pkcs8 -topk8 -nocrypt");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void aKeyOfAnotherCertificateIsReported(String algorithm) throws IOException {
    TestCertificate other = TestCertificate.create(folder, algorithm, -1, 90);
    TlsFiles files = files(valid.certificate(), other.key());
    assertThat(errors(files))
        .containsExactly(
            "tlsKey: expected the private key of the first certificate in %s; the key in %s does not match"
                .formatted(files.certificate(), files.key()));
  }

  @Test
  void aCertificateThatHasExpiredOrIsNotValidYetIsReported() {
    assertThat(errors(TestCertificate.create(folder, "EC", -10, 2).write(folder)))
        .singleElement()
        .asString()
        .startsWith("tlsCertificate: ")
        .contains("expired at 20", "server.pem");
    assertThat(errors(TestCertificate.create(folder, "EC", 2, 10).write(folder)))
        .singleElement()
        .asString()
        .startsWith("tlsCertificate: ")
        .contains("is not valid before 20", "server.pem");
  }
}
