package credence.http.head;

import static java.nio.charset.StandardCharsets.US_ASCII;

import credence.http.problem.Problem;
import credence.http.settings.LimitSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// Writes a body that comes in chunks anew, in its simplest form: whatever was read at once becomes
/// one chunk, without extensions and without trailer fields ([ChunkReader]).
public final class ChunkedBody {
  /// The room for a chunk's size and what ends that line.
  private static final int SIZE_DIGITS = 8;

  private static final int HEAD_BYTES = SIZE_DIGITS + 2;
  private static final byte[] CRLF = {'\r', '\n'};
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);

  private final ChunkReader reader;

  /// A body that begins.
  public ChunkedBody(LimitSettings limits) {
    reader = new ChunkReader(limits);
  }

  /// Takes what has come, up to the body's end.
  ///
  /// @return the same in its simplest form, which the caller releases; nothing is in it if no data
  ///   came, and it is of no use if the body was refused
  public ByteBuf read(ByteBuf in, ByteBufAllocator buffers) {
    ByteBuf out = buffers.directBuffer(HEAD_BYTES + in.readableBytes() + 8);
    out.writeZero(HEAD_BYTES);
    reader.read(in, out);
    int bytes = out.readableBytes() - HEAD_BYTES;
    if (bytes > 0) {
      for (int i = 0; i < SIZE_DIGITS; i++) {
        int digit = (bytes >>> (4 * (SIZE_DIGITS - 1 - i))) & 0xF;
        out.setByte(i, Character.forDigit(digit, 16));
      }
      out.setBytes(SIZE_DIGITS, CRLF).writeBytes(CRLF);
    } else {
      out.skipBytes(HEAD_BYTES);
    }
    if (reader.ended()) {
      out.writeBytes(LAST_CHUNK);
    }
    return out;
  }

  /// Whether the whole body has been read.
  public boolean ended() {
    return reader.ended();
  }

  /// Why the body was refused; null if it was not.
  public @Nullable Problem refusal() {
    return reader.refusal();
  }
}
