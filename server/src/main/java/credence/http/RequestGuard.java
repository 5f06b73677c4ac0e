package credence.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import credence.http.head.ChunkedBody;
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
import org.jspecify.annotations.Nullable;

/// Checks the bytes of a connection in front of Vert.x, which therefore sees only complete and
/// unambiguous requests, one at a time. It holds a head until it is complete ([HeadReader]),
/// counted with all other bytes held for clients, and determines from the head where the body ends
/// ([ChunkedBody]).
///
/// The first error ends the connection: the malformed request is answered with a problem, after the
/// requests before it, and no later bytes are read as a request. The [Dispatcher] sends this
/// response like any other: a placeholder is passed on instead of a malformed head.
final class RequestGuard extends ChannelDuplexHandler {
  /// The estimated overhead of a header field in Vert.x, in addition to its bytes.
  private static final int FIELD_BYTES = 160;

  private final LoopState loop;
  private final Connection connection;
  private final SingleFields singles;
  private final LimitSettings limits;
  private final HeldInput held;
  private final Linger linger = new Linger();
  private Runnable onOverdue = () -> {};
  private Runnable resume = () -> {};
  private Stage stage = Stage.HEAD;
  private @Nullable HeadReader head;
  private @Nullable ChunkedBody chunks;
  private long bodyBytesLeft;
  private int countedBytes;
  private @Nullable Problem pendingRejection;
  private boolean partial;
  private boolean advancing;
  private boolean scheduled;
  private boolean readingStopped;
  private boolean headBegun;
  private long headSinceNanos;
  private boolean rejected;

  RequestGuard(LoopState loop, Connection connection, SingleFields singles) {
    this.loop = loop;
    this.connection = connection;
    this.singles = singles;
    this.limits = loop.server().settings().limits();
    this.held = new HeldInput(loop.held());
  }

  private enum Stage {
    /// A head is expected.
    HEAD,
    /// A body of known size is expected.
    SIZED_BODY,
    /// A chunked body is expected.
    CHUNKED_BODY,
    /// The request has been passed on completely and is being answered.
    ANSWER,
    /// Nothing more is read.
    OVER
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    onOverdue =
        () -> {
          reject(
              context,
              Problem.of(
                  ProblemType.REQUEST_TIMEOUT,
                  "expected the complete head of the request within "
                      + loop.server().settings().timeouts().headTimeoutMillis()
                      + " ms"));
          context.fireChannelReadComplete();
        };
    resume =
        () -> {
          scheduled = false;
          ByteBuf waiting = held.bytes();
          if (stage == Stage.HEAD && pendingRejection != null) {
            reject(context, pendingRejection);
            context.fireChannelReadComplete();
          } else if (stage == Stage.HEAD && waiting != null) {
            advance(context, waiting);
            holdRest(context, waiting);
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
      ByteBuf waiting = held.bytes();
      if (stage == Stage.OVER || pendingRejection != null) {
        linger.discard(context, read);
      } else if (waiting == null) {
        advance(context, read);
        holdRest(context, read);
      } else if (held.add(read)) {
        advance(context, waiting);
        holdRest(context, waiting);
      } else {
        overload(context);
      }
    } finally {
      read.release();
    }
  }

  /// Passes on as much as possible: the rest of a body, and further heads as long as each request
  /// is answered immediately and the client reads the responses.
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

  /// Reads a head and passes it on if it is complete.
  ///
  /// @return false if it is incomplete
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
      case REJECTED -> reject(context, reader.problem());
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
      chunks = new ChunkedBody(limits);
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
    // A slice of an array would retain the whole array.
    ByteBuf part =
        in.hasArray()
            ? context.alloc().directBuffer(bytes).writeBytes(in, bytes)
            : in.readRetainedSlice(bytes);
    context.fireChannelRead(part);
  }

  /// Passes on the received part of a chunked body as one chunk.
  private void chunkedBody(ChannelHandlerContext context, ByteBuf in) {
    ChunkedBody body = requireNonNull(chunks);
    ByteBuf out = body.read(in, context.alloc());
    Problem problem = body.problem();
    if (body.ended()) {
      chunks = null;
      stage = Stage.ANSWER;
    }
    if (problem == null && out.isReadable()) {
      context.fireChannelRead(out);
      return;
    }
    out.release();
    Exchange exchange = connection.current();
    if (problem != null) {
      end();
      if (exchange != null) {
        exchange.rejectBody(problem);
      }
    }
  }

  /// Holds input that could not be passed on, and stops or resumes reading.
  @SuppressWarnings("ReferenceEquality") // The held buffer itself must not be added to it.
  private void holdRest(ChannelHandlerContext context, ByteBuf in) {
    if (stage == Stage.OVER || !in.isReadable()) {
      held.clear();
    } else if (in != held.bytes() && !held.add(in)) {
      overload(context);
    }
    boolean waiting = !held.isEmpty() && !partial;
    if (partial && !headBegun && (!held.isEmpty() || (head != null && head.begun()))) {
      headBegun = true;
      headSinceNanos = System.nanoTime();
    }
    if (readingStopped != waiting && connection.flow() == null) {
      readingStopped = waiting;
      context.channel().config().setAutoRead(!waiting);
    }
  }

  /// The number of bytes held.
  long heldBytes() {
    return countedBytes + held.size();
  }

  /// Requests memory for a head.
  private boolean count(int bytes) {
    boolean counted = loop.held().request(bytes);
    countedBytes += counted ? bytes : 0;
    return counted;
  }

  private void releaseHead() {
    head = null;
    loop.held().request(-countedBytes);
    countedBytes = 0;
  }

  /// Ends the connection because there is no room for its input: immediately, or after the request
  /// that is being answered.
  private void overload(ChannelHandlerContext context) {
    Problem problem = Problem.of(ProblemType.OVERLOADED, "too many incomplete requests; try again");
    if (stage == Stage.HEAD) {
      reject(context, problem);
    } else {
      pendingRejection = problem;
      held.clear();
    }
  }

  /// Rejects a head with a problem, by passing on a placeholder request.
  private void reject(ChannelHandlerContext context, @Nullable Problem problem) {
    HeadReader reader = head;
    String method = reader == null ? RequestTrace.OTHER_METHOD : reader.method();
    end();
    connection.rejectNext(problem);
    context.fireChannelRead(
        Unpooled.copiedBuffer(method + " / HTTP/1.1\r\nconnection: close\r\n\r\n", US_ASCII));
  }

  private void end() {
    stage = Stage.OVER;
    rejected = true;
    headBegun = false;
    chunks = null;
    releaseHead();
  }

  /// Called when the request that was passed on has been answered.
  void answered() {
    boolean closes = head != null && head.closes();
    releaseHead();
    if (stage == Stage.ANSWER) {
      stage = closes ? Stage.OVER : Stage.HEAD;
    }
    if (advancing) {
      return;
    }
    if (stage == Stage.OVER) {
      held.clear();
    } else if (!held.isEmpty() || pendingRejection != null) {
      schedule();
    }
  }

  private void schedule() {
    if (!scheduled) {
      scheduled = true;
      loop.later(resume);
    }
  }

  /// Whether a request has been received completely and not been answered.
  boolean owesAnswer() {
    return stage == Stage.ANSWER || (stage == Stage.HEAD && !held.isEmpty() && !partial);
  }

  /// Whether part of a head has been received.
  boolean hasBegun() {
    return headBegun;
  }

  /// Whether a head has exceeded its time limit.
  boolean isOverdue(long nowNanos, long nanosMax) {
    return headBegun && nowNanos - headSinceNanos > nanosMax;
  }

  /// Rejects a head that has exceeded its time limit.
  void rejectOverdue() {
    if (headBegun) {
      onOverdue.run();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext context) {
    if (!held.isEmpty() && stage == Stage.HEAD && !advancing && context.channel().isWritable()) {
      schedule();
    }
    context.fireChannelWritabilityChanged();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    stage = Stage.OVER;
    headBegun = false;
    held.clear();
    releaseHead();
    context.fireChannelInactive();
  }

  /// Closes the connection; after a rejection, in two steps ([Linger]).
  @Override
  @SuppressWarnings("FutureReturnValueIgnored") // The promise is the future.
  public void close(ChannelHandlerContext context, ChannelPromise promise) {
    stage = Stage.OVER;
    if (rejected && !linger.hasBegun() && context.channel().isActive()) {
      linger.begin(context, promise);
    } else {
      context.close(promise);
    }
  }
}
