package credence.access;

import credence.files.DurableFiles;
import credence.files.FileFailure;
import credence.files.FileOwnership;
import credence.files.RegularFiles;
import credence.hashing.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The tokens of a home, in `HOME/access/tokens.json`, which only its owner may read.
///
/// A token is 256 random bits, so nobody finds one by trying, and one fast hash without salt keeps
/// it as well as a slow one would. A token that comes is hashed and compared with every hash there
/// is, each time in constant time, so that neither its name nor how much of it is right can be
/// measured. Changes are seen at once, also those of another process. A damaged entry lets nobody
/// in and is left out; a damaged file lets nobody in at all. Every method may wait for the disk.
public final class AccessTokens {
  /// How many tokens a home may have.
  public static final int TOKENS_MAX = 1000;

  private static final String PREFIX = "credence_";
  private static final int RANDOM_BYTES = 32;
  private static final int BYTES_MAX = 1 << 20;
  private static final Set<PosixFilePermission> OWNER_ONLY_FOLDER =
      PosixFilePermissions.fromString("rwx------");
  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path file;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private @Nullable Seen seen;

  /// The file as it was read.
  ///
  /// @param stamp null if there was none
  private record Seen(@Nullable Stamp stamp, TokenFile file, List<Known> known) {}

  @SuppressWarnings("ArrayRecordComponent") // Hashes are compared by MessageDigest.
  private record Known(String name, byte[] hash) {}

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
      List<TokenFile.Entry> tokens = new ArrayList<>(read().entries());
      if (tokens.stream().anyMatch(entry -> entry.name().equals(name))) {
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
          TokenFile.Entry.of(
              new AccessToken(
                  name,
                  HexFormat.of().formatHex(sha256(token)),
                  clock.instant().truncatedTo(ChronoUnit.SECONDS))));
      write(new TokenFile(tokens));
      return new Created(token);
    }
  }

  /// Revokes a token, or removes a damaged entry.
  ///
  /// @return false if there is none of that name
  public synchronized boolean revoke(String name) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (FileChannel channel = lockFile();
        FileLock _ = channel.lock()) {
      List<TokenFile.Entry> entries = new ArrayList<>(read().entries());
      boolean found = entries.removeIf(entry -> entry.name().equals(name));
      if (found) {
        write(new TokenFile(entries));
      }
      return found;
    }
  }

  /// The tokens, in the order in which they were made, without those that are damaged.
  public List<AccessToken> list() throws IOException {
    return current().file().tokens();
  }

  /// The names of the entries that are damaged, which let nobody in.
  public List<String> damaged() throws IOException {
    return current().file().damaged();
  }

  /// The name of a token; empty if it is none of this home's.
  public Optional<String> nameOf(String token) throws IOException {
    byte[] hash = sha256(token);
    String name = null;
    for (Known known : current().known()) {
      if (MessageDigest.isEqual(hash, known.hash())) {
        name = known.name();
      }
    }
    return Optional.ofNullable(name);
  }

  private synchronized Seen current() throws IOException {
    Stamp stamp = stamp();
    Seen last = seen;
    if (last == null || !Objects.equals(last.stamp(), stamp)) {
      last = seen(stamp, read());
      seen = last;
    }
    return last;
  }

  private static Seen seen(@Nullable Stamp stamp, TokenFile file) {
    List<Known> known =
        file.tokens().stream()
            .map(token -> new Known(token.name(), HexFormat.of().parseHex(token.sha256())))
            .toList();
    return new Seen(stamp, file, known);
  }

  private @Nullable Stamp stamp() throws IOException {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(now.size(), now.lastModifiedTime(), now.fileKey());
    } catch (NoSuchFileException none) {
      return null;
    } catch (IOException e) {
      throw FileFailure.of("cannot read", file, e);
    }
  }

  /// Reads the file, if it is a regular one; no file holds no tokens.
  private TokenFile read() throws IOException {
    Optional<byte[]> bytes = RegularFiles.read(file, BYTES_MAX);
    if (bytes.isEmpty()) {
      return new TokenFile(List.of());
    }
    if (bytes.get().length > BYTES_MAX) {
      throw FileFailure.because(
          "cannot read", file, "it is longer than the " + BYTES_MAX + " bytes allowed");
    }
    return TokenFile.read(bytes.get(), file);
  }

  /// Replaces the file durably; a new one is its owner's alone.
  private void write(TokenFile tokens) throws IOException {
    Path unfinished = DurableFiles.unfinished(file);
    Files.deleteIfExists(unfinished);
    Files.createFile(unfinished, OWNER_ONLY);
    DurableFiles.replace(file, tokens.write());
  }

  private FileChannel lockFile() throws IOException {
    Path folder = file.resolveSibling("");
    if (!Files.isDirectory(folder)) {
      Path home = folder.resolveSibling("");
      DurableFiles.createFolder(home);
      Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER_ONLY_FOLDER));
      FileOwnership.inherit(folder);
      Files.setPosixFilePermissions(folder, OWNER_ONLY_FOLDER);
      DurableFiles.syncFolder(home);
    }
    return DurableFiles.openLock(folder.resolve("lock"));
  }

  private static byte[] sha256(String token) {
    return Sha256.bytes(token.getBytes(StandardCharsets.UTF_8));
  }
}
