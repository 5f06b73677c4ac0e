package credence.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
    tokens = new AccessTokenFile(home, InstantSource.fixed(NOW));
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
    AccessTokens elsewhere = new AccessTokenFile(home);
    assertThat(elsewhere.nameOf(ada)).contains("ada");
    assertThat(elsewhere.nameOf(grace)).contains("grace");
    assertThat(tokens.list()).extracting(AccessToken::name).containsExactly("ada", "grace");
    assertThat(tokens.list()).extracting(AccessToken::createdAt).containsOnly(NOW);
  }

  @Test
  @DisplayName("recognise nothing else: part of a token, a longer one, a hash, an empty one")
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
  @DisplayName("are 256 random bits, each different")
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
  @DisplayName("are invalid once revoked, even if they were read before")
  void revoked() throws IOException {
    String token = created("ada");
    AccessTokens elsewhere = new AccessTokenFile(home);
    assertThat(elsewhere.nameOf(token)).contains("ada");
    assertThat(tokens.revoke("ada")).isTrue();
    assertThat(elsewhere.nameOf(token)).isEmpty();
    assertThat(tokens.revoke("ada")).isFalse();
    assertThat(created("ada")).isNotEqualTo(token);
  }

  @Test
  @DisplayName("have unique names: a used one is rejected")
  void taken() throws IOException {
    created("ada");
    assertThat(tokens.create("ada"))
        .isInstanceOfSatisfying(
            AccessTokens.NotCreated.class,
            rejected -> assertThat(rejected.expected()).contains("ada", "revoke"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "-x", "ä", "a\nb"})
  @DisplayName("have names that fit a line of the history")
  void names(String name) throws IOException {
    assertThat(tokens.create(name)).isInstanceOf(AccessTokens.NotCreated.class);
    assertThat(file()).doesNotExist();
  }

  @Test
  @DisplayName("that are damaged grant no access, and report the file")
  void damaged() throws IOException {
    String token = created("ada");
    String whole = Files.readString(file());
    for (String text :
        new String[] {
          "", "{}", "[]", "null", "{\"tokens\":{}}", whole.substring(0, 90), whole + "x"
        }) {
      Files.writeString(file(), text);
      assertThatThrownBy(() -> new AccessTokenFile(home).nameOf(token))
          .as(text)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("tokens.json");
    }
    Files.writeString(file(), "{\"tokens\":[{\"name\":\"ada\"},{}]}");
    assertThat(new AccessTokenFile(home).nameOf(token)).isEmpty();
    assertThat(new AccessTokenFile(home).damaged()).containsExactly("ada", "entry 2");
  }

  @Test
  @DisplayName("of which one is damaged: it is reported and ignored, the others are valid")
  void oneDamaged() throws IOException {
    String ada = created("ada");
    String grace = created("grace");
    String hash = tokens.list().getFirst().sha256();
    Files.writeString(file(), Files.readString(file()).replace(hash, hash.substring(1) + "x"));
    AccessTokens read = new AccessTokenFile(home);
    assertThat(read.nameOf(ada)).isEmpty();
    assertThat(read.nameOf(grace)).contains("grace");
    assertThat(read.damaged()).containsExactly("ada");
    created("linus");
    assertThat(read.damaged()).containsExactly("ada");
    assertThat(tokens.revoke("ada")).isTrue();
    assertThat(read.damaged()).isEmpty();
    assertThat(read.nameOf(grace)).contains("grace");
  }

  @Test
  @DisplayName("with any byte of the file changed are unchanged or damaged, never others")
  void flipped() throws IOException {
    long seed = 20_261_127;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    String token = created("ada");
    created("grace");
    created("linus");
    List<AccessToken> before = tokens.list();
    byte[] bytes = Files.readAllBytes(file());
    int damaged = 0;
    for (int i = 0; i < 4_000; i++) {
      byte[] changed = bytes.clone();
      int at = random.nextInt(changed.length);
      byte value =
          (byte)
              (random.nextBoolean() ? changed[at] ^ (1 << random.nextInt(8)) : random.nextInt(256));
      changed[at] = value;
      Files.write(file(), changed);
      AccessTokens read = new AccessTokenFile(home);
      try {
        assertThat(before).as("byte %d is %d", at, value).containsAll(read.list());
        assertThat(read.list().size() + read.damaged().size()).isEqualTo(before.size());
        assertThat(read.nameOf(token)).isIn(Optional.of("ada"), Optional.empty());
        damaged += read.damaged().size();
      } catch (IOException file) {
        assertThat(file).hasMessageContaining("tokens.json is damaged");
        damaged++;
      }
    }
    assertThat(damaged).isGreaterThan(2_000);
  }

  @Test
  @DisplayName("without a checksum, from an earlier build, are read, and get one")
  void withoutChecksums() throws IOException {
    String ada = created("ada");
    String hash = tokens.list().getFirst().sha256();
    Files.writeString(
        file(),
        "{\"tokens\":[{\"name\":\"ada\",\"sha256\":\"%s\",\"createdAt\":\"2026-03-31T10:15:30Z\"}]}"
            .formatted(hash));
    assertThat(new AccessTokenFile(home).nameOf(ada)).contains("ada");
    created("grace");
    assertThat(Files.readString(file())).containsPattern("(?s)checksum.*checksum");
    assertThat(new AccessTokenFile(home).nameOf(ada)).contains("ada");
  }

  @Test
  @Timeout(20)
  @DisplayName("are read only from a regular file of limited size, which may be a link's target")
  void regular() throws IOException, InterruptedException {
    String ada = created("ada");
    Path elsewhere = home.resolve("elsewhere.json");
    Files.move(file(), elsewhere);
    Files.createSymbolicLink(file(), elsewhere);
    assertThat(new AccessTokenFile(home).nameOf(ada)).contains("ada");
    Files.delete(file());
    Files.createDirectory(file());
    rejects(ada, "Is a directory");
    Files.delete(file());
    Files.createSymbolicLink(file(), file());
    rejects(ada, "symbolic links");
    Files.delete(file());
    Files.createSymbolicLink(file(), home.resolve("missing"));
    rejects(ada, "missing file");
    Files.delete(file());
    Files.write(file(), new byte[2 << 20]);
    rejects(ada, "longer than");
    Files.delete(file());
    assertThat(new ProcessBuilder("mkfifo", file().toString()).start().waitFor()).isZero();
    rejects(ada, "Is not a regular file");
  }

  private void rejects(String token, String reason) {
    assertThatThrownBy(() -> new AccessTokenFile(home).nameOf(token))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tokens.json")
        .hasMessageContaining(reason);
  }

  @Test
  @DisplayName("keep the mode that their file was given")
  void mode() throws IOException {
    created("ada");
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
    created("grace");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-r-----");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
        .isEqualTo("rwx------");
  }
}
