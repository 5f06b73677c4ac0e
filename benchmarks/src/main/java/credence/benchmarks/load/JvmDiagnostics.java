package credence.benchmarks.load;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Asks another JVM for what `jcmd` asks it for, over the socket that the JVM listens on once
/// `jcmd` has connected to it; without another process, which would take CPU time from the load.
///
/// @param pid the other JVM's process
record JvmDiagnostics(long pid) {
  /// The protocol's version, the command, and its three arguments, each ended by a zero.
  private static final String FULL_COLLECTION = "1\0jcmd\0GC.run\0\0\0";

  /// Collects all garbage; returns when that is done.
  void collect(int count) throws IOException {
    Path socket = Path.of("/tmp/.java_pid" + pid);
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(socket));
      channel.write(ByteBuffer.wrap(FULL_COLLECTION.getBytes(StandardCharsets.US_ASCII)));
      ByteBuffer answer = ByteBuffer.allocate(4_096);
      while (channel.read(answer) > 0) {
        if (!answer.hasRemaining()) {
          throw new IOException("expected a short answer from process " + pid);
        }
      }
      if (answer.position() == 0 || answer.get(0) != '0') {
        throw new IOException("process " + pid + " refused collection " + count);
      }
    }
  }
}
