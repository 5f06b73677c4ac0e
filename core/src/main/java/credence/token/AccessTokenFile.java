package credence.token;

import credence.files.DurableFiles;
import credence.files.FileFailure;
import credence.files.FileOwnership;
import credence.files.FileStamp;
import credence.files.RegularFiles;
import credence.hashing.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
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
public final class AccessTokenFile implements AccessTokens {
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
  private record Seen(@Nullable FileStamp stamp, TokenDocument file, List<Known> known) {}

  @SuppressWarnings("ArrayRecordComponent") // Hashes are compared by MessageDigest.
  private record Known(String name, byte[] hash) {}

  /// The tokens of a home; nothing needs to exist yet.
  public AccessTokenFile(Path home) {
    this(home, InstantSource.system());
  }

  /// The tokens of a home.
  ///
  /// @param clock the source of timestamps
  public AccessTokenFile(Path home, InstantSource clock) {
    this.file = home.resolve("access").resolve("tokens.json");
    this.clock = clock;
  }

  @Override
  public synchronized Creation create(String name) throws IOException {
    if (!AccessToken.isName(name)) {
      return new NotCreated(AccessToken.expectedName());
    }
    try (FileChannel channel = lockFile();
        FileLock _ = channel.lock()) {
      List<TokenDocument.Entry> tokens = new ArrayList<>(read().entries());
      if (tokens.stream().anyMatch(entry -> entry.name().equals(name))) {
        return new NotCreated(
            "a token with the name "
                + name
                + " already exists; revoke it first, or use another name");
      }
      if (tokens.size() >= TOKENS_MAX) {
        return new NotCreated("there are " + TOKENS_MAX + " tokens already; revoke some first");
      }
      byte[] secret = new byte[RANDOM_BYTES];
      random.nextBytes(secret);
      String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
      tokens.add(
          TokenDocument.Entry.of(
              new AccessToken(
                  name,
                  HexFormat.of().formatHex(sha256(token)),
                  clock.instant().truncatedTo(ChronoUnit.SECONDS))));
      write(new TokenDocument(tokens));
      return new Created(token);
    }
  }

  @Override
  public synchronized boolean revoke(String name) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    try (FileChannel channel = lockFile();
        FileLock _ = channel.lock()) {
      List<TokenDocument.Entry> entries = new ArrayList<>(read().entries());
      boolean found = entries.removeIf(entry -> entry.name().equals(name));
      if (found) {
        write(new TokenDocument(entries));
      }
      return found;
    }
  }

  @Override
  public List<AccessToken> list() throws IOException {
    return current().file().tokens();
  }

  @Override
  public List<String> damaged() throws IOException {
    return current().file().damaged();
  }

  @Override
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
    FileStamp stamp = stamp();
    Seen last = seen;
    if (last == null || !Objects.equals(last.stamp(), stamp)) {
      last = seen(stamp, read());
      seen = last;
    }
    return last;
  }

  private static Seen seen(@Nullable FileStamp stamp, TokenDocument file) {
    List<Known> known =
        file.tokens().stream()
            .map(token -> new Known(token.name(), HexFormat.of().parseHex(token.sha256())))
            .toList();
    return new Seen(stamp, file, known);
  }

  private @Nullable FileStamp stamp() throws IOException {
    try {
      return FileStamp.ifPresent(file).orElse(null);
    } catch (IOException e) {
      throw FileFailure.of("cannot read", file, e);
    }
  }

  /// Reads the file if it is a regular file; a missing file means no tokens.
  private TokenDocument read() throws IOException {
    Optional<byte[]> bytes = RegularFiles.read(file, BYTES_MAX);
    if (bytes.isEmpty()) {
      return new TokenDocument(List.of());
    }
    if (bytes.get().length > BYTES_MAX) {
      throw FileFailure.because(
          "cannot read", file, "it is longer than the " + BYTES_MAX + " bytes allowed");
    }
    return TokenDocument.read(bytes.get(), file);
  }

  /// Replaces the file durably; a new one is accessible only to its owner.
  private void write(TokenDocument tokens) throws IOException {
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
