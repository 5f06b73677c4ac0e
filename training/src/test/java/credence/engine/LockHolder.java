package credence.engine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A process that holds a lock until it is killed, and reports this.
final class LockHolder {
  private LockHolder() {}

  /// Locks the file in the argument.
  public static void main(String[] arguments) throws IOException {
    try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      System.out.print(lock.isValid() ? "h" : "-");
      System.out.flush();
      System.in.read();
    }
  }
}
