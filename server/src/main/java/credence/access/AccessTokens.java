package credence.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The tokens of a home, in `HOME/access/tokens.json`, which only its owner may read.
///
/// A token is 256 random bits, so nobody finds one by trying, and one fast hash without salt keeps
/// it as well as a slow one would. A token that comes is hashed and compared with every hash there
/// is, each time in constant time, so that neither its name nor how much of it is right can be
/// measured. Changes are seen at once, also those of another process.
public final class AccessTokens {
  /// How many tokens a home may have.
  public static final int TOKENS_MAX = 1000;

  private static final String PREFIX = "credence_";
  private static final int RANDOM_BYTES = 32;
  private static final FileAttribute<?> OWNER_ONLY_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private @Nullable Seen seen;

  /// The file's tokens as they were read.
  private record Seen(Stamp stamp, List<AccessToken> tokens) {}

  private record Stamp(long bytes, FileTime modified, @Nullable Object fileKey) {}

  /// The tokens of a home; nothing has to exist yet.
  public AccessTokens(Path home) {
    this(home, InstantSource.system());
  }

  /// The tokens of a home.
  ///
  /// @param clock where times come from
  public AccessTokens(Path home, InstantSource clock) {
    this.file = home.resolve("access").resolve("tokens.json");
    this.clock = clock;
  }

  /// What came of making a token.
  public sealed interface Creation {}

  /// A token was made.
  ///
  /// @param token the token itself; it is told this once and kept nowhere
  public record Created(String token) implements Creation {}

  /// No token was made.
  ///
  /// @param expected what was expected, for a person
  public record NotCreated(String expected) implements Creation {}

  /// Makes a token.
  ///
  /// @param name whom it is for
  public synchronized Creation create(String name) throws IOException {
    if (!AccessToken.isName(name)) {
      return new NotCreated(AccessToken.expectedName());
    }
    try (FileChannel channel = lockFile();
        FileLock _ = channel.lock()) {
      List<AccessToken> tokens = new ArrayList<>(read());
      if (tokens.stream().anyMatch(token -> token.name().equals(name))) {
        return new NotCreated(
            "there is a token of the name " + name + " already; revoke it first, or use another");
      }
      if (tokens.size() >= TOKENS_MAX) {
        return new NotCreated("there are " + TOKENS_MAX + " tokens already; revoke some first");
      }
      byte[] secret = new byte[RANDOM_BYTES];
      random.nextBytes(secret);
      String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
      tokens.add(
          new AccessToken(
              name,
              HexFormat.of().formatHex(sha256(token)),
              clock.instant().truncatedTo(ChronoUnit.SECONDS)));
      write(tokens);
      return new Created(token);
    }
  }

  /// Makes a token worthless.
  ///
  /// @return false if there is none of that name
  public synchronized boolean revoke(String name) throws IOException {
    if (!Files.exists(file)) {
      return false;
    }
    try (FileChannel channel = lockFile();
        FileLock _ = channel.lock()) {
      List<AccessToken> tokens = new ArrayList<>(read());
      boolean found = tokens.removeIf(token -> token.name().equals(name));
      if (found) {
        write(tokens);
      }
      return found;
    }
  }

  /// The tokens, in the order in which they were made.
  public List<AccessToken> list() throws IOException {
    return current();
  }

  /// The name of a token; empty if it is none of this home's.
  public Optional<String> nameOf(String token) throws IOException {
    byte[] hash = sha256(token);
    String name = null;
    for (AccessToken known : current()) {
      if (MessageDigest.isEqual(hash, HexFormat.of().parseHex(known.sha256()))) {
        name = known.name();
      }
    }
    return Optional.ofNullable(name);
  }

  private synchronized List<AccessToken> current() throws IOException {
    Stamp stamp = stamp();
    if (stamp == null) {
      return List.of();
    }
    if (seen == null || !seen.stamp().equals(stamp)) {
      seen = new Seen(stamp, read());
    }
    return seen.tokens();
  }

  private @Nullable Stamp stamp() throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(now.size(), now.lastModifiedTime(), now.fileKey());
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  private List<AccessToken> read() throws IOException {
    try {
      return TokenFile.read(Files.readAllBytes(file), file);
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  /// Replaces the file: whoever reads finds the old tokens or the new ones.
  private void write(List<AccessToken> tokens) throws IOException {
    Path unfinished = file.resolveSibling(".tokens.json.unfinished");
    Files.deleteIfExists(unfinished);
    Files.createFile(unfinished, OWNER_ONLY);
    try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(TokenFile.write(tokens)));
      channel.force(true);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private FileChannel lockFile() throws IOException {
    Path folder = file.resolveSibling("");
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder, OWNER_ONLY_FOLDER);
    }
    return FileChannel.open(
        folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
