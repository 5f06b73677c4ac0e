package credence.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The tokens of a home")
class AccessTokensTest {
  private static final Instant NOW = Instant.parse("2026-03-31T10:15:30Z");

  @TempDir Path home;
  private AccessTokens tokens;

  @BeforeEach
  void open() {
    tokens = new AccessTokens(home, InstantSource.fixed(NOW));
  }

  private String created(String name) throws IOException {
    return ((AccessTokens.Created) tokens.create(name)).token();
  }

  private Path file() {
    return home.resolve("access/tokens.json");
  }

  @Test
  @DisplayName("recognise a token by its name, in another process as well")
  void recognised() throws IOException {
    String ada = created("ada");
    String grace = created("grace");
    AccessTokens elsewhere = new AccessTokens(home);
    assertThat(elsewhere.nameOf(ada)).contains("ada");
    assertThat(elsewhere.nameOf(grace)).contains("grace");
    assertThat(tokens.list()).extracting(AccessToken::name).containsExactly("ada", "grace");
    assertThat(tokens.list()).extracting(AccessToken::createdAt).containsOnly(NOW);
  }

  @Test
  @DisplayName("recognise nothing else: a part of a token, a longer one, a hash, nothing")
  void nothingElse() throws IOException {
    String token = created("ada");
    String hash = tokens.list().getFirst().sha256();
    for (String other :
        new String[] {token.substring(0, token.length() - 1), token + "A", hash, "", "ada"}) {
      assertThat(tokens.nameOf(other)).isEmpty();
    }
  }

  @Test
  @DisplayName("do not hold the token itself, and only their owner reads them")
  void hashed() throws IOException {
    String token = created("ada");
    String kept = Files.readString(file());
    assertThat(kept).contains("ada").doesNotContain(token).doesNotContain(token.substring(9));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  @DisplayName("are 256 random bits, each another")
  void random() throws IOException {
    Set<String> all = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      String token = created("token-" + i);
      assertThat(token).matches("credence_[A-Za-z0-9_-]{43}");
      all.add(token);
    }
    assertThat(all).hasSize(50);
  }

  @Test
  @DisplayName("are worthless once revoked, also for who has read them before")
  void revoked() throws IOException {
    String token = created("ada");
    AccessTokens elsewhere = new AccessTokens(home);
    assertThat(elsewhere.nameOf(token)).contains("ada");
    assertThat(tokens.revoke("ada")).isTrue();
    assertThat(elsewhere.nameOf(token)).isEmpty();
    assertThat(tokens.revoke("ada")).isFalse();
    assertThat(created("ada")).isNotEqualTo(token);
  }

  @Test
  @DisplayName("have a name each: a taken one is refused")
  void taken() throws IOException {
    created("ada");
    assertThat(tokens.create("ada"))
        .isInstanceOfSatisfying(
            AccessTokens.NotCreated.class,
            refused -> assertThat(refused.expected()).contains("ada", "revoke"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "-x", "ä", "a\nb"})
  @DisplayName("have names that fit a line of the history")
  void names(String name) throws IOException {
    assertThat(tokens.create(name)).isInstanceOf(AccessTokens.NotCreated.class);
    assertThat(file()).doesNotExist();
  }

  @Test
  @DisplayName("that are damaged let nobody in, and say which file it is")
  void damaged() throws IOException {
    String token = created("ada");
    Files.writeString(file(), "{\"tokens\":[{\"name\":\"ada\"}]}");
    assertThatThrownBy(() -> new AccessTokens(home).nameOf(token))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tokens.json");
  }
}
