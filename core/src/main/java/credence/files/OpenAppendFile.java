package credence.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// An [AppendFile] of the file system.
final class OpenAppendFile implements AppendFile {
  private final Path file;
  private final FileChannel channel;
  private volatile long length;
  private volatile boolean isCut = true;

  OpenAppendFile(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  @Override
  public void append(ByteBuffer bytes) throws IOException {
    if (!isCut) {
      throw FileFailure.because("cannot write", file, "an earlier write could not be undone");
    }
    long to = length + bytes.remaining();
    try {
      long at = length;
      while (bytes.hasRemaining()) {
        at += channel.write(bytes, at);
      }
      length = to;
    } catch (IOException e) {
      cutBack();
      throw FileFailure.of("cannot write", file, e);
    }
  }

  /// Removes what a failed write has left after the last complete one.
  private void cutBack() {
    try {
      channel.truncate(length);
    } catch (IOException e) {
      isCut = false;
    }
  }

  @Override
  public boolean isCut() {
    return isCut;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public void sync() throws IOException {
    try {
      channel.force(false);
    } catch (IOException e) {
      throw FileFailure.of("cannot sync", file, e);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } catch (IOException e) {
      throw FileFailure.of("cannot close", file, e);
    }
  }
}
