package credence.app;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// A file that is there whole or not at all: what is written goes to a file beside it, which takes
/// its name when all is written and on disk. Closed before that, it leaves nothing.
final class WholeFile implements AutoCloseable {
  private final Path target;
  private final Path part;
  private final FileChannel channel;
  private final OutputStream stream;

  /// Begins a file.
  ///
  /// @param target the file; one that is there already is replaced at the end
  WholeFile(Path target) throws IOException {
    this.target = target.toAbsolutePath();
    Path folder = this.target.getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(target.toString(), null, "there is no such folder");
    }
    long process = ProcessHandle.current().pid();
    part = folder.resolve("." + this.target.getFileName() + "." + process + ".part");
    channel =
        FileChannel.open(
            part,
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING);
    stream = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
  }

  /// What is to stand in the file.
  OutputStream stream() {
    return stream;
  }

  /// Gives the file its name; nothing may be written afterwards.
  void finish() throws IOException {
    stream.flush();
    channel.force(true);
    channel.close();
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    channel.close();
    Files.deleteIfExists(part);
  }
}
