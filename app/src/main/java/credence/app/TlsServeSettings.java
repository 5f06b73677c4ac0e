package credence.app;

import credence.tls.TlsFiles;
import credence.tls.TlsIdentity;
import credence.tls.TlsReading;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The settings of the certificate of both ports.
final class TlsServeSettings {
  /// The settings, in the order of the help text.
  static final List<Setting> ALL =
      List.of(
          new Setting(
              TlsFiles.CERTIFICATE_SETTING,
              new Setting.Text("FILE"),
              "",
              "PEM file with the certificate chain of both ports; reloaded when it" + " changes."),
          new Setting(
              TlsFiles.KEY_SETTING,
              new Setting.Text("FILE"),
              "",
              "PEM file with the certificate's private key; with both files, both ports accept only TLS."));

  private TlsServeSettings() {}

  /// The validated files of the ports' certificate; null if none are set.
  static @Nullable TlsFiles read(SettingValues values) {
    String certificate = values.text(TlsFiles.CERTIFICATE_SETTING);
    String key = values.text(TlsFiles.KEY_SETTING);
    if (certificate.isEmpty() && key.isEmpty()) {
      return null;
    }
    if (certificate.isEmpty() || key.isEmpty()) {
      values.addError(
          certificate.isEmpty() ? TlsFiles.CERTIFICATE_SETTING : TlsFiles.KEY_SETTING,
          "expected both files or neither: a certificate requires its private key");
      return null;
    }
    TlsFiles files =
        new TlsFiles(Path.of(certificate).toAbsolutePath(), Path.of(key).toAbsolutePath());
    if (TlsIdentity.read(files, Instant.now()) instanceof TlsReading.Invalid invalid) {
      invalid.errors().forEach(error -> values.addError(error.place(), error.expected()));
    }
    return files;
  }
}
