package credence.http.plain;

import credence.http.Connection;
import credence.http.ConnectionFlow;
import credence.http.CutOff;
import credence.http.LoopState;
import credence.http.Outgoing;
import credence.http.departure.Turn;
import credence.http.plain.PlainPipeline.Stop;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The stage between a connection and Vert.x, whose requests and responses cost more than a
/// prediction. It answers plain requests ([PlainHead]) itself; from the first byte of any other
/// request on, it delegates the connection to Vert.x permanently, so that two HTTP parsers can
/// never disagree about where a request begins.
///
/// An incomplete request is held until the next read, because many clients send head and body
/// separately. If it takes longer, the connection is delegated to Vert.x, which enforces the time
/// limits.
///
/// A connection has a slice of each [Turn], and is served as long as its client reads the
/// responses. Further input waits, and no more is read in the meantime. Vert.x is passed one
/// request at a time, so it never holds several requests of a connection.
///
/// All responses, its own and those of Vert.x, are sent through [Outgoing].
final class PlainPredictions extends ChannelDuplexHandler implements ConnectionFlow {
  private static final byte[] NOTHING = {};

  private final PlainAnswers answers;
  private final Connection connection;
  private final LoopState loop;
  private final Turn turn;
  private final Intake intake;
  private final Outgoing outgoing;
  private final PlainPipeline pipeline;
  private Runnable slice = () -> {};
  private Runnable delegate = () -> {};
  private Runnable abort = () -> {};
  private @Nullable Runnable whenRoom;
  private Stop stop = Stop.NONE;
  private long readNanos;
  private long silentSinceNanos;
  private boolean received;
  private boolean heldAtSweep;
  private boolean delegated;
  private boolean waiting;
  private boolean enqueued;
  private boolean busy;
  private boolean readingStopped;

  PlainPredictions(PlainAnswers answers, Connection connection, Outgoing outgoing) {
    this.answers = answers;
    this.connection = connection;
    this.loop = answers.loop();
    this.turn = loop.turn();
    this.intake = new Intake(loop.held());
    this.outgoing = outgoing;
    this.pipeline = new PlainPipeline(answers, outgoing);
    outgoing.whenSent(this::resume);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    Runnable step = () -> proceed(context);
    slice =
        () -> {
          enqueued = false;
          if (waiting) {
            turn.answerWaiting(readNanos, step);
          }
        };
    delegate =
        () -> {
          delegated = true;
          proceed(context);
        };
    abort =
        () -> {
          var _ = context.close();
        };
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (!(message instanceof ByteBuf read)) {
      context.fireChannelRead(message);
      return;
    }
    received = true;
    if (!read.isWritable()) {
      turn.noteMoreInput();
    }
    delegated |= loop.server().draining();
    if (isForVertx(read) && !turn.isSpentNow()) {
      passOn(context, read);
      return;
    }
    try {
      if (!delegated && !waiting && !turn.isSpent()) {
        answer(context, read);
      } else {
        defer(context, read);
      }
    } finally {
      read.release();
    }
  }

  /// Whether input is for Vert.x and may be passed to it directly.
  private boolean isForVertx(ByteBuf read) {
    return delegated && intake.isEmpty() && isReady() && !Intake.hasSeveralHeads(read);
  }

  /// Answers the plain requests at the start of the held and the new input, and holds the rest or
  /// passes it on.
  private void answer(ChannelHandlerContext context, ByteBuf read) {
    int heldBytes = intake.size();
    int length = heldBytes + read.readableBytes();
    byte[] bytes = loop.scratch(length);
    System.arraycopy(intake.array(), intake.from(), bytes, 0, heldBytes);
    read.getBytes(read.readerIndex(), bytes, heldBytes, length - heldBytes);
    int from = pipeline.answerAll(context, bytes, 0, length);
    stop = pipeline.stop();
    // Before sending, which may start a turn of another connection that reuses this array.
    boolean holds = intake.set(bytes, from, length);
    byte[] rest = holds ? NOTHING : Arrays.copyOfRange(bytes, from, length);
    heldAtSweep = false;
    if (from > 0) {
      flushAnswered(context);
    }
    if (!holds) {
      overflow(context, rest);
    } else if (stop == Stop.OTHER || (stop == Stop.PARTIAL && from == 0 && heldBytes > 0)) {
      delegated = true;
      proceed(context);
    } else if (stop == Stop.WAIT) {
      readNanos = turn.nowNanos();
      updateReading(context);
    }
  }

  /// Passes on input for which there is no room; closes the connection of a client that does not
  /// read responses.
  private void overflow(ChannelHandlerContext context, byte[] rest) {
    if (stop == Stop.WAIT) {
      cutOff(CutOff.MEMORY);
    } else {
      delegated = true;
      context.fireChannelRead(Unpooled.wrappedBuffer(rest));
    }
  }

  private void flushAnswered(ChannelHandlerContext context) {
    connection.served(answers.endNanos());
    context.flush();
  }

  /// Continues with waiting input: answers it, or passes it to Vert.x.
  private void proceed(ChannelHandlerContext context) {
    if (!delegated && loop.server().draining()) {
      delegated = true;
    }
    if (!delegated) {
      int from = intake.from();
      int at = pipeline.answerAll(context, intake.array(), from, from + intake.size());
      stop = pipeline.stop();
      intake.skipTo(at);
      heldAtSweep = false;
      if (at > from) {
        flushAnswered(context);
      }
      delegated = stop == Stop.OTHER;
    }
    if (delegated) {
      passOnHeld(context);
    }
    updateReading(context);
  }

  private void passOn(ChannelHandlerContext context, ByteBuf read) {
    busy = true;
    try {
      context.fireChannelRead(read);
    } finally {
      busy = false;
    }
  }

  /// Passes held input to Vert.x, one request after the other, as long as each is answered
  /// immediately.
  private void passOnHeld(ChannelHandlerContext context) {
    long sliceEndNanos = turn.slice();
    boolean continues = isReady();
    while (continues && !intake.isEmpty()) {
      passOn(context, Unpooled.wrappedBuffer(intake.takePart()));
      continues = isReady() && !turn.isOver(sliceEndNanos);
    }
    context.fireChannelReadComplete();
  }

  /// Holds input for the connection's next slice. If there is no room, a single request is answered
  /// or rejected immediately; the connection of a client that pipelines requests is closed.
  private void defer(ChannelHandlerContext context, ByteBuf read) {
    if (!waiting) {
      readNanos = turn.nowNanos();
    }
    if (intake.add(read)) {
      stop = Stop.WAIT;
      updateReading(context);
    } else if (isForVertx(read)) {
      passOn(context, read.retain());
    } else if (!delegated && !waiting && !Intake.hasSeveralHeads(read)) {
      answer(context, read);
    } else {
      cutOff(CutOff.MEMORY);
    }
  }

  /// Stops reading while input is waiting, and resumes it when possible.
  private void updateReading(ChannelHandlerContext context) {
    waiting = !intake.isEmpty() && (delegated || stop == Stop.WAIT);
    if (readingStopped != waiting) {
      readingStopped = waiting;
      context.channel().config().setAutoRead(!readingStopped);
    }
    resume();
  }

  @Override
  public void resume() {
    if (waiting && !enqueued && !busy && isReady()) {
      enqueued = true;
      turn.enqueue(slice);
    }
    Runnable step = whenRoom;
    if (step != null && hasRoom()) {
      whenRoom = null;
      step.run();
    }
    connection.checkAnswered();
  }

  private boolean isReady() {
    return connection.discardsInput() || ((!delegated || connection.acceptsInput()) && hasRoom());
  }

  @Override
  public boolean hasRoom() {
    return outgoing.hasRoom();
  }

  @Override
  public void allowUnread(long bytes) {
    outgoing.allowUnread(bytes);
  }

  @Override
  public boolean isHolding() {
    return waiting || outgoing.isHolding();
  }

  @Override
  public void whenRoom(Runnable step) {
    whenRoom = step;
  }

  @Override
  public boolean isStalled() {
    boolean before = heldAtSweep;
    heldAtSweep = !waiting && !intake.isEmpty();
    return before && heldAtSweep;
  }

  @Override
  public void delegate() {
    delegate.run();
  }

  @Override
  public long heldBytes() {
    return intake.size() + outgoing.unreadBytes();
  }

  @Override
  public long unreadNanos(long nowNanos) {
    long unread = outgoing.unreadNanos(nowNanos);
    resume();
    return unread;
  }

  @Override
  public long silentNanos(long nowNanos) {
    if (received || isHolding() || !connection.acceptsInput()) {
      received = false;
      silentSinceNanos = nowNanos;
    }
    return nowNanos - silentSinceNanos;
  }

  @Override
  public void cutOff(CutOff reason) {
    loop.metrics().cutOff(reason).add(1);
    abort.run();
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    waiting = false;
    whenRoom = null;
    intake.clear();
    context.fireChannelInactive();
  }

  /// Suppresses reads while input is waiting; Netty's decoders request one whenever they have no
  /// complete message.
  @Override
  public void read(ChannelHandlerContext context) {
    if (!readingStopped) {
      context.read();
    }
  }
}
