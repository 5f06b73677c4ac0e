package credence.files;

import credence.hashing.Sha256;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A file that is created atomically: data is written to a temporary file next to it, which is
/// renamed once everything is on disk. If closed earlier, it leaves no file.
public final class WholeFile implements AutoCloseable {
  private static final Duration LEFT_AFTER = Duration.ofMinutes(10);
  private static final String PART_ENDING = ".part";

  /// File systems allow names of 255 bytes; the rest is for the process and the ending.
  private static final int NAME_BYTES_MAX = 200;

  private final Path target;
  private final Path part;
  private final FileChannel channel;
  private final OutputStream stream;

  /// Creates the temporary file.
  ///
  /// @param target the file; replaced at the end if it exists
  public WholeFile(Path target) throws IOException {
    this.target = target.toAbsolutePath();
    Path folder = this.target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw FileFailure.because("cannot write", target, "there is no folder " + folder);
    }
    part = part(this.target);
    try {
      // Never through a link of this name, which would replace another file.
      channel = FileChannel.open(part, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw FileFailure.of("cannot write", target, e);
    }
    stream = new BufferedOutputStream(new Named(Channels.newOutputStream(channel)), 1 << 16);
  }

  /// A new path of a temporary file in which this process writes a file:
  /// `.NAME.PROCESS-RANDOM.part` beside it. The random number distinguishes processes of different
  /// containers, which may have the same id. A name for which that would be too long is replaced by
  /// its SHA-256.
  static Path part(Path target) {
    String random = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
    return target.resolveSibling(
        prefix(target) + "." + ProcessHandle.current().pid() + "-" + random + PART_ENDING);
  }

  private static String prefix(Path target) {
    String name = String.valueOf(target.getFileName());
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return "." + (bytes.length <= NAME_BYTES_MAX ? name : Sha256.of(bytes));
  }

  /// Removes temporary files of ended processes next to a file. The folder may be shared with other
  /// machines, whose processes are unknown here: only files that have not been written to for a
  /// while are removed.
  public static void removeLeftovers(Path target) throws IOException {
    Path file = target.toAbsolutePath();
    Path folder = file.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      return;
    }
    Pattern left =
        Pattern.compile(
            Pattern.quote(prefix(file))
                + "\\.(\\d{1,18})(-[0-9a-f]{8})?"
                + Pattern.quote(PART_ENDING));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path part : files.toList()) {
        Matcher name = left.matcher(String.valueOf(part.getFileName()));
        if (name.matches()
            && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
            && isLeft(part)) {
          Files.deleteIfExists(part);
        }
      }
    }
  }

  private static boolean isLeft(Path part) throws IOException {
    return Files.getLastModifiedTime(part).toInstant().isBefore(Instant.now().minus(LEFT_AFTER));
  }

  /// The path of the temporary file, for contents that are written by path and not to the stream.
  public Path part() {
    return part;
  }

  /// The stream for the file's contents.
  public OutputStream stream() {
    return stream;
  }

  /// Completes and renames the file; nothing may be written afterwards.
  public void finish() throws IOException {
    stream.flush();
    channel.close();
    DurableFiles.publish(part, target);
  }

  /// Adds the file's path to failures.
  private final class Named extends OutputStream {
    private final OutputStream out;

    Named(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw FileFailure.of("cannot write", target, e);
      }
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
