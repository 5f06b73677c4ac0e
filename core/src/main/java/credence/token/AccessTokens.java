package credence.token;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The tokens of a home.
///
/// A token is 256 random bits, so it cannot be found by trying, and one fast hash without salt
/// keeps it as well as a slow one would. A token that arrives is hashed and compared with every
/// hash there is, each time in constant time, so that neither its name nor how much of it is right
/// can be measured. A change is seen by every process at once. A damaged entry lets nobody in and
/// is left out; where all of them are damaged, nobody gets in.
///
/// Every method may be called from any thread and may wait for the disk; it throws an [IOException]
/// when the storage cannot be read or written.
public interface AccessTokens {
  /// How many tokens a home may have.
  int TOKENS_MAX = 1000;

  /// What came of making a token.
  sealed interface Creation {}

  /// A token was made.
  ///
  /// @param token the token itself, which is stored nowhere and cannot be read again
  record Created(String token) implements Creation {}

  /// No token was made.
  ///
  /// @param expected what was expected, for a person
  record NotCreated(String expected) implements Creation {}

  /// Makes a token.
  ///
  /// @param name whom it is for
  Creation create(String name) throws IOException;

  /// Revokes a token, or removes a damaged entry.
  ///
  /// @return false if there is none of that name
  boolean revoke(String name) throws IOException;

  /// The tokens, in the order in which they were made, without those that are damaged.
  List<AccessToken> list() throws IOException;

  /// The names of the entries that are damaged, which let nobody in.
  List<String> damaged() throws IOException;

  /// The name of a token; empty if it is none of this home's.
  Optional<String> nameOf(String token) throws IOException;
}
