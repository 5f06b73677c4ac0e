package credence.http.settings;

import credence.model.Fault;
import java.util.ArrayList;
import java.util.List;

/// What can be set about the admin port. Each default is stated here and nowhere else.
///
/// @param host the address or name of the interface; on another than loopback every request needs a
///   token
/// @param port the TCP port; 0 takes a free one
/// @param tokensRequired whether requests on loopback need a token as well
/// @param admission what connections may take up before a request of theirs was let in
public record AdminSettings(
    String host, int port, boolean tokensRequired, AdmissionSettings admission) {
  private static final int CONNECTIONS_MAX = 10_000;

  /// Loopback alone, port 8081, without tokens.
  public static AdminSettings defaults() {
    return new AdminSettings("127.0.0.1", 8081, false, AdmissionSettings.defaults());
  }

  /// Every setting that is out of its range; empty if the port can be opened with these.
  public List<Fault> faults() {
    List<Fault> faults = new ArrayList<>();
    check(faults, "adminPort", port, 0, 65_535);
    check(faults, "adminConnectionsMax", admission.connectionsMax(), 2, CONNECTIONS_MAX);
    int unknownMax = Math.clamp(admission.connectionsMax() - 1L, 1, CONNECTIONS_MAX);
    check(faults, "adminUnknownConnectionsMax", admission.unknownConnectionsMax(), 1, unknownMax);
    check(
        faults,
        "adminUnknownConnectionsPerAddressMax",
        admission.unknownConnectionsPerAddressMax(),
        1,
        unknownMax);
    check(faults, "adminAdmissionMillis", admission.admissionMillis(), 100, 600_000);
    check(
        faults, "adminWrongTokensPerMinuteMax", admission.wrongTokensPerMinuteMax(), 1, 1_000_000);
    return faults;
  }

  private static void check(List<Fault> faults, String setting, int value, int least, int most) {
    if (value < least || value > most) {
      faults.add(new Fault(setting, "expected a whole number from " + least + " to " + most));
    }
  }
}
