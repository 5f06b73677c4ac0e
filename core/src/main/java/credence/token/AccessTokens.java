package credence.token;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The tokens of a home.
///
/// A token is 256 random bits, which cannot be guessed, so an unsalted fast hash is as secure as a
/// slow one. A received token is hashed and compared with every stored hash in constant time, so
/// timing reveals neither its name nor a partial match. Changes are visible to every process
/// immediately. A damaged entry grants no access and is skipped; if all are damaged, no one has
/// access.
///
/// Every method is thread-safe and may wait for the disk; it throws an [IOException] when the
/// storage cannot be read or written.
public interface AccessTokens {
  /// The maximum number of tokens of a home.
  int TOKENS_MAX = 1000;

  /// The result of creating a token.
  sealed interface Creation {}

  /// A token was created.
  ///
  /// @param token the token itself, which is not stored and cannot be shown again
  record Created(String token) implements Creation {}

  /// No token was created.
  ///
  /// @param expected what was expected, as text for users
  record NotCreated(String expected) implements Creation {}

  /// Creates a token.
  ///
  /// @param name the name of its holder
  Creation create(String name) throws IOException;

  /// Revokes a token, or removes a damaged entry.
  ///
  /// @return false if there is none of that name
  boolean revoke(String name) throws IOException;

  /// The tokens in order of creation, without damaged ones.
  List<AccessToken> list() throws IOException;

  /// The names of the damaged entries, which grant no access.
  List<String> damaged() throws IOException;

  /// The name of a token; empty if it is not valid in this home.
  Optional<String> nameOf(String token) throws IOException;
}
