package credence.http.head;

import static java.nio.charset.StandardCharsets.US_ASCII;

import credence.http.problem.Problem;
import credence.http.settings.LimitSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/// Rewrites a chunked body in its simplest form: all data of a read becomes one chunk, without
/// extensions and trailer fields ([ChunkReader]).
public final class ChunkedBody {
  /// The fixed number of digits of a chunk's size.
  private static final int SIZE_DIGITS = 8;

  private static final int HEAD_BYTES = SIZE_DIGITS + 2;
  private static final byte[] CRLF = {'\r', '\n'};
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);

  private final ChunkReader reader;

  /// Creates a reader of one body.
  public ChunkedBody(LimitSettings limits) {
    reader = new ChunkReader(limits);
  }

  /// Reads the available input, up to the body's end.
  ///
  /// @return the data in its simplest form, which the caller must release; empty if there is no
  ///   data, undefined if the body was rejected
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

  /// The problem of a rejected body; null if it was not rejected.
  public @Nullable Problem problem() {
    return reader.problem();
  }
}
