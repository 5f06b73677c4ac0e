package credence.app;

import credence.tls.TlsFiles;
import credence.tls.TlsIdentity;
import credence.tls.TlsReading;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What can be set about the certificate of both ports, as options, environment and config.yaml
/// name it.
final class TlsServeSettings {
  /// The settings, in the order that help lists them.
  static final List<Setting> ALL =
      List.of(
          new Setting(
              TlsFiles.CERTIFICATE_SETTING,
              new Setting.Text("FILE"),
              "",
              "PEM file with the certificate of both ports, then its authorities'; read again when it"
                  + " changes."),
          new Setting(
              TlsFiles.KEY_SETTING,
              new Setting.Text("FILE"),
              "",
              "PEM file with the certificate's private key; with both, both ports speak TLS alone."));

  private TlsServeSettings() {}

  /// The files of the ports' certificate, found to be usable now; null if none are set.
  static @Nullable TlsFiles read(SettingValues values) {
    String certificate = values.text(TlsFiles.CERTIFICATE_SETTING);
    String key = values.text(TlsFiles.KEY_SETTING);
    if (certificate.isEmpty() && key.isEmpty()) {
      return null;
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      values.fault(
          certificate.isEmpty() ? TlsFiles.CERTIFICATE_SETTING : TlsFiles.KEY_SETTING,
          "expected a file as well, or neither: a certificate and its key are of use together");
      return null;
    }
    TlsFiles files =
        new TlsFiles(Path.of(certificate).toAbsolutePath(), Path.of(key).toAbsolutePath());
    if (TlsIdentity.read(files, Instant.now()) instanceof TlsReading.Faulty faulty) {
      faulty.faults().forEach(fault -> values.fault(fault.place(), fault.expected()));
    }
    return files;
  }
}
