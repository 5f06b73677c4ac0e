package credence.tls;

import credence.model.LocatedError;
import java.util.List;

/// The result of reading a certificate and its key.
public sealed interface TlsReading {
  /// They are valid.
  ///
  /// @param identity the certificate and its key
  record Usable(TlsIdentity identity) implements TlsReading {}

  /// They are invalid.
  ///
  /// @param errors all errors, each with the name of its setting as location
  record Invalid(List<LocatedError> errors) implements TlsReading {}
}
