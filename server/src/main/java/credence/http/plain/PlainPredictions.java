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

/// Stands between a connection and Vert.x, whose request and response cost more than a prediction
/// does. As long as plain requests come ([PlainHead]) it answers them itself; from the first byte
/// of anything else on the connection is Vert.x's alone, so that no two readers of HTTP can ever
/// disagree about where a request begins.
///
/// A request that has not come whole is held until the next read, since many clients send head and
/// body one after the other. What takes longer is Vert.x's, which knows how long to wait for it.
///
/// A connection has a slice of each [Turn], and is answered as long as its client takes the
/// answers. What was read beyond that waits, and nothing more is read meanwhile. Vert.x is handed
/// one request at a time, so it never holds several of a connection.
///
/// What is sent, by it or by Vert.x, leaves through [Outgoing].
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
  private Runnable giveUp = () -> {};
  private Runnable abort = () -> {};
  private @Nullable Runnable whenRoom;
  private Stop stop = Stop.NONE;
  private long readNanos;
  private long silentSinceNanos;
  private boolean came;
  private boolean heldAtSweep;
  private boolean passesOn;
  private boolean waits;
  private boolean enqueued;
  private boolean busy;
  private boolean stopped;

  PlainPredictions(PlainAnswers answers, Connection connection, Outgoing outgoing) {
    this.answers = answers;
    this.connection = connection;
    this.loop = answers.loop();
    this.turn = loop.turn();
    this.intake = new Intake(loop.held());
    this.outgoing = outgoing;
    this.pipeline = new PlainPipeline(answers, outgoing);
    outgoing.whenTaken(this::goOn);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext context) {
    Runnable step = () -> proceed(context);
    slice =
        () -> {
          enqueued = false;
          if (waits) {
            turn.answerWaiting(readNanos, step);
          }
        };
    giveUp =
        () -> {
          passesOn = true;
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
    came = true;
    if (!read.isWritable()) {
      turn.continueNext();
    }
    passesOn |= loop.server().draining();
    if (isNext(read) && !turn.isSpentNow()) {
      handOn(context, read);
      return;
    }
    try {
      if (!passesOn && !waits && !turn.isSpent()) {
        answer(context, read);
      } else {
        waitWith(context, read);
      }
    } finally {
      read.release();
    }
  }

  /// Whether what was read is for Vert.x, and may be handed to it as it is.
  private boolean isNext(ByteBuf read) {
    return passesOn && intake.isEmpty() && isReady() && !Intake.isSeveral(read);
  }

  /// Answers the plain requests at the beginning of what is held and was read, and holds the rest
  /// or passes it on.
  private void answer(ChannelHandlerContext context, ByteBuf read) {
    int heldBytes = intake.size();
    int length = heldBytes + read.readableBytes();
    byte[] bytes = loop.scratch(length);
    System.arraycopy(intake.array(), intake.from(), bytes, 0, heldBytes);
    read.getBytes(read.readerIndex(), bytes, heldBytes, length - heldBytes);
    int from = pipeline.answerAll(context, bytes, 0, length);
    stop = pipeline.stop();
    // Before anything is sent: that may give another connection its turn, and it this array.
    boolean holds = intake.set(bytes, from, length);
    byte[] rest = holds ? NOTHING : Arrays.copyOfRange(bytes, from, length);
    heldAtSweep = false;
    if (from > 0) {
      flushAnswered(context);
    }
    if (!holds) {
      keepNothing(context, rest);
    } else if (stop == Stop.OTHER || (stop == Stop.BEGUN && from == 0 && heldBytes > 0)) {
      passesOn = true;
      proceed(context);
    } else if (stop == Stop.WAIT) {
      readNanos = turn.nowNanos();
      settle(context);
    }
  }

  /// Passes on what there is no room to hold; a client that takes no answers is cut off.
  private void keepNothing(ChannelHandlerContext context, byte[] rest) {
    if (stop == Stop.WAIT) {
      cutOff(CutOff.MEMORY);
    } else {
      passesOn = true;
      context.fireChannelRead(Unpooled.wrappedBuffer(rest));
    }
  }

  private void flushAnswered(ChannelHandlerContext context) {
    connection.served(answers.endedNanos());
    context.flush();
  }

  /// Goes on with what waits: answers it, or hands it to Vert.x.
  private void proceed(ChannelHandlerContext context) {
    if (!passesOn && loop.server().draining()) {
      passesOn = true;
    }
    if (!passesOn) {
      int from = intake.from();
      int at = pipeline.answerAll(context, intake.array(), from, from + intake.size());
      stop = pipeline.stop();
      intake.skipTo(at);
      heldAtSweep = false;
      if (at > from) {
        flushAnswered(context);
      }
      passesOn = stop == Stop.OTHER;
    }
    if (passesOn) {
      handOnHeld(context);
    }
    settle(context);
  }

  private void handOn(ChannelHandlerContext context, ByteBuf read) {
    busy = true;
    try {
      context.fireChannelRead(read);
    } finally {
      busy = false;
    }
  }

  /// Hands Vert.x what is held, one request after the other, as long as it answers them at once.
  private void handOnHeld(ChannelHandlerContext context) {
    long sliceEndNanos = turn.slice();
    boolean goesOn = isReady();
    while (goesOn && !intake.isEmpty()) {
      handOn(context, Unpooled.wrappedBuffer(intake.takePart()));
      goesOn = isReady() && !turn.isOver(sliceEndNanos);
    }
    context.fireChannelReadComplete();
  }

  /// Has what was read wait for the connection's next slice. Without room for it, a single request
  /// is answered or refused at once; the connection of a client that pipelines is closed.
  private void waitWith(ChannelHandlerContext context, ByteBuf read) {
    if (!waits) {
      readNanos = turn.nowNanos();
    }
    if (intake.add(read)) {
      stop = Stop.WAIT;
      settle(context);
    } else if (isNext(read)) {
      handOn(context, read.retain());
    } else if (!passesOn && !waits && !Intake.isSeveral(read)) {
      answer(context, read);
    } else {
      cutOff(CutOff.MEMORY);
    }
  }

  /// Stops reading while something waits, and has it go on when it may.
  private void settle(ChannelHandlerContext context) {
    waits = !intake.isEmpty() && (passesOn || stop == Stop.WAIT);
    if (stopped != waits) {
      stopped = waits;
      context.channel().config().setAutoRead(!stopped);
    }
    goOn();
  }

  @Override
  public void goOn() {
    if (waits && !enqueued && !busy && isReady()) {
      enqueued = true;
      turn.enqueue(slice);
    }
    Runnable step = whenRoom;
    if (step != null && hasRoom()) {
      whenRoom = null;
      step.run();
    }
  }

  private boolean isReady() {
    return (!passesOn || connection.takesMore()) && hasRoom();
  }

  @Override
  public boolean hasRoom() {
    return outgoing.hasRoom();
  }

  @Override
  public boolean isHolding() {
    return outgoing.isHolding();
  }

  @Override
  public void whenRoom(Runnable step) {
    whenRoom = step;
  }

  @Override
  public boolean holdsOverlong() {
    boolean before = heldAtSweep;
    heldAtSweep = !waits && !intake.isEmpty();
    return before && heldAtSweep;
  }

  @Override
  public void giveUp() {
    giveUp.run();
  }

  @Override
  public long heldBytes() {
    return intake.size() + outgoing.owedBytes();
  }

  @Override
  public long unreadNanos(long nowNanos) {
    long unread = outgoing.unreadNanos(nowNanos);
    goOn();
    return unread;
  }

  @Override
  public long silentNanos(long nowNanos) {
    if (came || waits || isHolding() || !connection.takesMore()) {
      came = false;
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
    waits = false;
    whenRoom = null;
    intake.clear();
    context.fireChannelInactive();
  }

  /// Asks for no more while something waits: Netty's decoders do when they have found nothing.
  @Override
  public void read(ChannelHandlerContext context) {
    if (!stopped) {
      context.read();
    }
  }
}
