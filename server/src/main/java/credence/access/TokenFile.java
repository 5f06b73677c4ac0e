package credence.access;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/// The JSON form of a home's tokens.
///
/// @param tokens the tokens, in the order in which they were made
record TokenFile(List<AccessToken> tokens) {
  private static final JsonMapper MAPPER = new JsonMapper();

  /// Takes a copy of the list.
  TokenFile {
    tokens = List.copyOf(tokens);
    tokens.forEach(
        token -> {
          Objects.requireNonNull(token.name());
          Objects.requireNonNull(token.sha256());
          Objects.requireNonNull(token.createdAt());
        });
  }

  static byte[] write(List<AccessToken> tokens) {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(new TokenFile(tokens));
  }

  /// Reads the tokens.
  ///
  /// @param file where the bytes come from, for the message
  /// @throws IOException if they are not what [#write(List)] wrote
  static List<AccessToken> read(byte[] bytes, Path file) throws IOException {
    try {
      return MAPPER.readValue(bytes, TokenFile.class).tokens();
    } catch (JacksonException | NullPointerException damaged) {
      throw new IOException(
          file + " is damaged: restore it, or delete it and create the tokens anew", damaged);
    }
  }
}
