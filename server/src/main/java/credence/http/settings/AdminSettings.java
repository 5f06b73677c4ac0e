package credence.http.settings;

import credence.model.LocatedError;
import java.util.ArrayList;
import java.util.List;

/// The settings of the admin port. Each default is stated only here.
///
/// @param host the address or name of the interface; unless it is a loopback address, every request
///   needs a token
/// @param port the TCP port; 0 selects a free one
/// @param tokensRequired whether requests from loopback addresses also need a token
/// @param admission limits of connections without an admitted request
public record AdminSettings(
    String host, int port, boolean tokensRequired, AdmissionSettings admission) {
  private static final int CONNECTIONS_MAX = 10_000;

  /// Loopback only, port 8081, without tokens.
  public static AdminSettings defaults() {
    return new AdminSettings("127.0.0.1", 8081, false, AdmissionSettings.defaults());
  }

  /// All settings that are out of range; empty if the settings are valid.
  public List<LocatedError> errors() {
    List<LocatedError> errors = new ArrayList<>();
    check(errors, "adminPort", port, 0, 65_535);
    check(errors, "adminConnectionsMax", admission.connectionsMax(), 2, CONNECTIONS_MAX);
    int unknownMax = Math.clamp(admission.connectionsMax() - 1L, 1, CONNECTIONS_MAX);
    check(errors, "adminUnknownConnectionsMax", admission.unknownConnectionsMax(), 1, unknownMax);
    check(
        errors,
        "adminUnknownConnectionsPerAddressMax",
        admission.unknownConnectionsPerAddressMax(),
        1,
        unknownMax);
    check(errors, "adminAdmissionMillis", admission.admissionMillis(), 100, 600_000);
    check(
        errors, "adminWrongTokensPerMinuteMax", admission.wrongTokensPerMinuteMax(), 1, 1_000_000);
    return errors;
  }

  private static void check(
      List<LocatedError> errors, String setting, int value, int min, int max) {
    if (value < min || value > max) {
      errors.add(new LocatedError(setting, "expected an integer from " + min + " to " + max));
    }
  }
}
