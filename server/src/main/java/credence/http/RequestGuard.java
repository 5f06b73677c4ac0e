package credence.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import credence.http.head.ChunkReader;
import credence.http.head.HeadReader;
import credence.http.head.RequestTrace;
import credence.http.head.SingleFields;
import credence.http.problem.Problem;
import credence.http.problem.ProblemType;
import credence.http.settings.LimitSettings;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Follows the bytes of a connection in front of Vert.x, which so sees complete and unambiguous
/// requests only, one at a time. It holds a head until it is complete ([HeadReader]), counted with
/// all else that is held for clients, and knows from the head where the body ends ([ChunkReader]).
///
/// The first fault ends the connection: the request that has it is answered with the reason, after
/// those before it, and nothing behind it is ever read as a request. The answer is given as any
/// other, by the [Dispatcher]: a stand-in takes the place of a faulty head.
final class RequestGuard extends ChannelDuplexHandler {
  /// What a header field costs beside its bytes once Vert.x has read it.
  private static final int FIELD_BYTES = 160;

  /// How long a client has to close after a refusal, and how much it may send meanwhile: if the
  /// server closed first, what the client still sends would make its system drop the answer (RFC
  /// 9112, section 9.6).
  private static final long LINGER_MILLIS = 1_000;

  private static final int LINGER_BYTES_MAX = 1 << 20;

  /// The room for a chunk's size and what ends that line.
  private static final int CHUNK_SIZE_DIGITS = 8;

  private static final int CHUNK_HEAD_BYTES = CHUNK_SIZE_DIGITS + 2;

  private static final byte[] CRLF = {'\r', '\n'};
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);

  private final LoopState loop;
  private final Connection connection;
  private final SingleFields singles;
  private final LimitSettings limits;
  private Runnable overdue = () -> {};
  private Runnable resume = () -> {};
  private Stage stage = Stage.HEAD;
  private @Nullable HeadReader head;
  private @Nullable ChunkReader chunks;
  private long bodyBytesLeft;
  private int countedBytes;
  private @Nullable ByteBuf held;
  private @Nullable Problem refusalToCome;
  private boolean partial;
  private boolean advancing;
  private boolean scheduled;
  private boolean stopped;
  private boolean headBegun;
  private long headSinceNanos;
  private boolean refused;
  private boolean lingers;
  private int lingerBytes;

  RequestGuard(LoopState loop, Connection connection, SingleFields singles) {
    this.loop = loop;
    this.connection = connection;
    this.singles = singles;
    this.limits = loop.server().settings().limits();
  }

  private enum Stage {
    /// A head comes, or nothing.
    HEAD,
    /// A body of a known size comes.
    SIZED_BODY,
    /// A body in chunks comes.
    CHUNKED_BODY,
    /// The request has been handed on whole and is being answered.
    ANSWER,
    /// Nothing more is read.
    OVER
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    overdue =
        () -> {
          refuse(
              context,
              Problem.of(
                  ProblemType.REQUEST_TIMEOUT,
                  "expected the whole head of the request within "
                      + loop.server().settings().timeouts().headTimeoutMillis()
                      + " ms"));
          context.fireChannelReadComplete();
        };
    resume =
        () -> {
          scheduled = false;
          ByteBuf waiting = held;
          if (stage == Stage.HEAD && refusalToCome != null) {
            refuse(context, refusalToCome);
            context.fireChannelReadComplete();
          } else if (stage == Stage.HEAD && waiting != null) {
            advance(context, waiting);
            settle(context, waiting);
            context.fireChannelReadComplete();
          }
        };
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf read)) {
      context.fireChannelRead(message);
      return;
    }
    try {
      ByteBuf waiting = held;
      if (stage == Stage.OVER || refusalToCome != null) {
        discard(context, read);
      } else if (waiting == null) {
        advance(context, read);
        settle(context, read);
      } else if (hold(read)) {
        advance(context, waiting);
        settle(context, waiting);
      } else {
        overload(context);
      }
    } finally {
      read.release();
    }
  }

  /// Hands on what can be: the rest of a body, and heads as long as each request is answered at
  /// once and the client takes the answers.
  private void advance(ChannelHandlerContext context, ByteBuf in) {
    advancing = true;
    partial = false;
    try {
      while (in.isReadable()) {
        switch (stage) {
          case HEAD -> {
            if (!context.channel().isWritable() || !readHead(context, in)) {
              return;
            }
          }
          case SIZED_BODY -> sizedBody(context, in);
          case CHUNKED_BODY -> chunkedBody(context, in);
          case ANSWER -> {
            return;
          }
          case OVER -> in.skipBytes(in.readableBytes());
        }
      }
    } finally {
      advancing = false;
    }
  }

  /// Reads a head and hands it on if it is complete.
  ///
  /// @return false if its rest is to come
  private boolean readHead(ChannelHandlerContext context, ByteBuf in) {
    HeadReader reader = head;
    if (reader == null) {
      reader = new HeadReader(limits, singles, this::count);
      head = reader;
    }
    switch (reader.read(in)) {
      case PARTIAL -> {
        partial = true;
        return false;
      }
      case REFUSED -> refuse(context, reader.refusal());
      case COMPLETE -> {
        headBegun = false;
        if (count(FIELD_BYTES * reader.fields())) {
          begin(context, reader);
        } else {
          overload(context);
        }
      }
    }
    return true;
  }

  private void begin(ChannelHandlerContext context, HeadReader reader) {
    bodyBytesLeft = reader.bodyBytes();
    if (bodyBytesLeft == HeadReader.CHUNKED) {
      stage = Stage.CHUNKED_BODY;
      chunks = new ChunkReader(limits);
    } else {
      stage = bodyBytesLeft > 0 ? Stage.SIZED_BODY : Stage.ANSWER;
    }
    context.fireChannelRead(reader.head());
  }

  private void sizedBody(ChannelHandlerContext context, ByteBuf in) {
    int bytes = (int) Math.min(bodyBytesLeft, in.readableBytes());
    bodyBytesLeft -= bytes;
    if (bodyBytesLeft == 0) {
      stage = Stage.ANSWER;
    }
    // A part of an array would keep the whole of it for as long as the part is kept.
    ByteBuf part =
        in.hasArray()
            ? context.alloc().directBuffer(bytes).writeBytes(in, bytes)
            : in.readRetainedSlice(bytes);
    context.fireChannelRead(part);
  }

  /// Hands on what has come of a body in chunks as one chunk.
  private void chunkedBody(ChannelHandlerContext context, ByteBuf in) {
    ChunkReader reader = chunks;
    if (reader == null) {
      return;
    }
    ByteBuf out = context.alloc().directBuffer(CHUNK_HEAD_BYTES + in.readableBytes() + 8);
    out.writeZero(CHUNK_HEAD_BYTES);
    boolean wellFormed = reader.read(in, out);
    int bytes = out.readableBytes() - CHUNK_HEAD_BYTES;
    if (bytes > 0) {
      for (int i = 0; i < CHUNK_SIZE_DIGITS; i++) {
        int digit = (bytes >>> (4 * (CHUNK_SIZE_DIGITS - 1 - i))) & 0xF;
        out.setByte(i, Character.forDigit(digit, 16));
      }
      out.setBytes(CHUNK_SIZE_DIGITS, CRLF).writeBytes(CRLF);
    } else {
      out.skipBytes(CHUNK_HEAD_BYTES);
    }
    if (reader.ended()) {
      chunks = null;
      stage = Stage.ANSWER;
      out.writeBytes(LAST_CHUNK);
    }
    if (wellFormed && out.isReadable()) {
      context.fireChannelRead(out);
      return;
    }
    out.release();
    if (!wellFormed) {
      refuseBody(reader.refusal());
    }
  }

  /// Holds what could not be handed on, and has it go on when it can.
  @SuppressWarnings("ReferenceEquality") // What is held is not held anew.
  private void settle(ChannelHandlerContext context, ByteBuf in) {
    if (stage == Stage.OVER || !in.isReadable()) {
      letGo();
    } else if (in != held && !hold(in)) {
      overload(context);
    }
    boolean waits = held != null && !partial;
    if (partial && !headBegun && (held != null || (head != null && head.begun()))) {
      headBegun = true;
      headSinceNanos = System.nanoTime();
    }
    if (stopped != waits && connection.flow() == null) {
      stopped = waits;
      context.channel().config().setAutoRead(!waits);
    }
  }

  /// Holds more bytes, if there is room for them.
  private boolean hold(ByteBuf more) {
    ByteBuf before = held;
    if (before == null) {
      int bytes = more.readableBytes();
      if (!loop.buffer(bytes)) {
        return false;
      }
      held = Unpooled.buffer(bytes).writeBytes(more);
      return true;
    }
    before.discardReadBytes();
    int needed = before.readableBytes() + more.readableBytes();
    if (needed > before.capacity()) {
      int larger = Math.max(needed, Math.min(2 * before.capacity(), before.capacity() + 1024));
      if (!loop.buffer(larger - before.capacity())) {
        return false;
      }
      before.capacity(larger);
    }
    before.writeBytes(more);
    return true;
  }

  /// How many bytes are held.
  long heldBytes() {
    ByteBuf waiting = held;
    return (long) countedBytes + (waiting == null ? 0 : waiting.capacity());
  }

  private void letGo() {
    ByteBuf before = held;
    if (before != null) {
      held = null;
      loop.unbuffer(before.capacity());
      before.release();
    }
  }

  /// Asks for room for a head.
  private boolean count(int bytes) {
    boolean counted = loop.buffer(bytes);
    countedBytes += counted ? bytes : 0;
    return counted;
  }

  private void letHeadGo() {
    head = null;
    loop.unbuffer(countedBytes);
    countedBytes = 0;
  }

  /// Ends the connection because there is no room for what it brings: at once if nothing is being
  /// answered, otherwise after that.
  private void overload(ChannelHandlerContext context) {
    Problem problem =
        Problem.of(ProblemType.OVERLOADED, "too many requests wait for their rest; try again");
    if (stage == Stage.HEAD) {
      refuse(context, problem);
    } else {
      refusalToCome = problem;
      letGo();
    }
  }

  /// Has a head answered with the reason why it cannot be read, by a request in its place.
  private void refuse(ChannelHandlerContext context, @Nullable Problem problem) {
    HeadReader reader = head;
    String method = reader == null ? RequestTrace.OTHER_METHOD : reader.method();
    end();
    connection.refuse(problem);
    context.fireChannelRead(
        Unpooled.copiedBuffer(method + " / HTTP/1.1\r\nconnection: close\r\n\r\n", US_ASCII));
  }

  /// Has the request whose body cannot be read answered with the reason.
  private void refuseBody(@Nullable Problem problem) {
    end();
    Exchange exchange = connection.current();
    if (exchange != null && problem != null) {
      exchange.refuseBody(problem);
    }
  }

  private void end() {
    stage = Stage.OVER;
    refused = true;
    headBegun = false;
    chunks = null;
    letHeadGo();
  }

  /// Notes that the request that was handed on has been answered.
  void answered() {
    boolean closes = head != null && head.closes();
    letHeadGo();
    if (stage == Stage.ANSWER) {
      stage = closes ? Stage.OVER : Stage.HEAD;
    }
    if (advancing) {
      return;
    }
    if (stage == Stage.OVER) {
      letGo();
    } else if (held != null || refusalToCome != null) {
      schedule();
    }
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      loop.later(resume);
    }
  }

  /// Whether a part of a head has come.
  boolean hasBegun() {
    return headBegun;
  }

  /// Whether a head has taken too long.
  ///
  /// @param nanosMax how long it may take
  boolean isOverdue(long nowNanos, long nanosMax) {
    return headBegun && nowNanos - headSinceNanos > nanosMax;
  }

  /// Refuses a head that has taken too long.
  void refuseOverdue() {
    if (headBegun) {
      overdue.run();
    }
  }

  private void discard(ChannelHandlerContext context, ByteBuf read) {
    lingerBytes += read.readableBytes();
    if (lingerBytes > LINGER_BYTES_MAX) {
      var _ = context.close();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (held != null && stage == Stage.HEAD && !advancing && context.channel().isWritable()) {
      schedule();
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stage = Stage.OVER;
    headBegun = false;
    letGo();
    letHeadGo();
    context.fireChannelInactive();
  }

  /// Closes; after a refusal in two steps.
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The promise is the future.
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    stage = Stage.OVER;
    if (!refused || lingers || !context.channel().isActive()) {
      context.close(promise);
      return;
    }
    lingers = true;
    boolean halfCloses =
        context.channel() instanceof SocketChannel
            && context.pipeline().get(SslHandler.class) == null;
    context
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(
            _ -> {
              if (halfCloses) {
                var _ = ((SocketChannel) context.channel()).shutdownOutput();
              }
            });
    context.channel().config().setAutoRead(true);
    context.executor().schedule(() -> context.close(promise), LINGER_MILLIS, TimeUnit.MILLISECONDS);
  }
}
