package credence.tls;

import credence.model.Fault;
import java.util.List;

/// What came of reading a certificate and its key.
public sealed interface TlsReading {
  /// They can be used.
  ///
  /// @param identity what they make
  record Usable(TlsIdentity identity) implements TlsReading {}

  /// They cannot be used.
  ///
  /// @param faults all that is wrong, each with the name of its setting as place
  record Faulty(List<Fault> faults) implements TlsReading {}
}
