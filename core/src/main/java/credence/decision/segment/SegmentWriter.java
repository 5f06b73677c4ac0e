package credence.decision.segment;

import credence.bytes.ByteSink;
import credence.decision.DecisionLog;
import credence.decision.DecisionRecords;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// The decision log of one event loop. The loop puts its appends into a queue; a thread of the
/// writer's own writes all that wait at once, so that a disk which does not respond delays no loop.
/// A third thread, common to all writers, calls [#sync()] and [#expire]; it also closes segments.
final class SegmentWriter implements DecisionLog {
  private static final int SLOTS = 1 << 10;

  /// The size from which a write takes no more records.
  private static final int WRITE_BYTES = 1 << 20;

  /// How long the thread looks for the next append before it sleeps.
  private static final long SPIN_NANOS = 20_000;

  private static final long SLEEP_NANOS = TimeUnit.SECONDS.toNanos(1);

  /// The interval at which the log is tried again after a failure.
  private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final WriterFiles files;
  private final SegmentSettings settings;
  private final LogStatus status;
  private final LogCounts counts;
  private final DecisionLine line;
  private final Thread thread;
  private final Slot[] slots = new Slot[SLOTS];

  /// The end of the queue; changed by the event loop.
  private volatile long tail;

  /// Its beginning; changed by the thread.
  private volatile long head;

  private volatile boolean isSleeping;
  private volatile boolean isClosing;

  /// The segment that is appended to; null before the first append. Changed by the thread.
  private volatile @Nullable Segment open;

  /// The last segment that nothing more may be appended to.
  private volatile int ended;

  /// Segments that are complete, to be synced and closed.
  private final Queue<Segment> complete = new ConcurrentLinkedQueue<>();

  /// The size of all appends that have ended, in bytes; changed by the thread.
  private volatile long endedBytes;

  /// How far the writer's file says that the segments are on disk; for the sync thread.
  private int recordedSegment;

  private long recordedOffset;

  private long appendedBytes;
  private int current = 1;
  private long triedNanos = System.nanoTime() - RETRY_NANOS;

  private final ByteSink lines = new ByteSink();

  /// The number of records among the lines.
  private int encoded;

  private ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);

  SegmentWriter(WriterFiles files, SegmentSettings settings, LogStatus status, LogCounts counts) {
    this.files = files;
    this.settings = settings;
    this.status = status;
    this.counts = counts;
    line = new DecisionLine(files.writer());
    for (int i = 0; i < SLOTS; i++) {
      slots[i] = new Slot();
    }
    thread = Thread.ofPlatform().name("credence-decisions-" + files.writer()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  @Override
  public boolean wantsRecords() {
    return true;
  }

  @Override
  public String writer() {
    return files.writer();
  }

  @Override
  public int segment() {
    Segment appended = open;
    boolean isFull = appended != null && appended.number() == current && isFull(appended);
    if (ended >= current || isFull) {
      current++;
    }
    return current;
  }

  private boolean isFull(Segment segment) {
    return segment.file().length() >= settings.segmentBytesMax()
        || segment.ageNanos(System.nanoTime())
            >= TimeUnit.SECONDS.toNanos(settings.segmentSecondsMax());
  }

  @Override
  public void append(DecisionRecords records, Completion completion) {
    long position = tail;
    long now = System.nanoTime();
    long bytes = records.bytes();
    boolean retries = status.failure() == null || now - triedNanos >= RETRY_NANOS;
    if (!retries
        || isClosing
        || position - head == SLOTS
        || appendedBytes - endedBytes > settings.backlogBytesMax()) {
      counts.failed(records.size());
      completion.failed();
      return;
    }
    triedNanos = now;
    appendedBytes += bytes;
    slots[(int) position & (SLOTS - 1)].fill(position, records, completion, current, bytes, now);
    tail = position + 1;
    if (isSleeping) {
      LockSupport.unpark(thread);
    }
  }

  private void run() {
    while (!isClosing || head != tail) {
      if (head == tail) {
        awaitAppend();
      } else {
        appendWaiting();
      }
    }
  }

  private void awaitAppend() {
    long until = System.nanoTime() + SPIN_NANOS;
    while (head == tail && System.nanoTime() - until < 0) {
      Thread.onSpinWait();
    }
    isSleeping = true;
    if (head == tail && !isClosing) {
      LockSupport.parkNanos(this, SLEEP_NANOS);
    }
    isSleeping = false;
  }

  /// Writes the waiting appends of one segment.
  private void appendWaiting() {
    long from = head;
    long to = tail;
    int segment = slot(from).segment();
    long bytes = 0;
    long before = endedBytes;
    long next = from;
    lines.clear();
    encoded = 0;
    while (next < to && lines.size() < WRITE_BYTES && slot(next).segment() == segment) {
      bytes += slot(next).bytes();
      encode(next);
      next++;
    }
    boolean logged = encoded == 0 || log(segment);
    for (long i = from; i < next; i++) {
      slot(i).end(i, logged);
    }
    endedBytes = before + bytes;
    head = next;
  }

  private void encode(long position) {
    Slot slot = slot(position);
    if (slot.take(position)) {
      DecisionRecords taken = slot.records();
      int size = taken.size();
      for (int i = 0; i < size; i++) {
        line.write(taken, i, lines);
      }
      encoded += size;
      slot.encoded(position);
    }
  }

  private Slot slot(long position) {
    return slots[(int) position & (SLOTS - 1)];
  }

  /// Writes the lines; whether they are logged.
  private boolean log(int number) {
    try {
      Segment segment = segment(number);
      long began = System.nanoTime();
      segment.file().append(lines());
      counts.written(encoded, lines.size(), System.nanoTime() - began);
      if (settings.durability() == Durability.SYNCED) {
        sync(segment);
      }
      status.works();
      return true;
    } catch (IOException e) {
      Segment failed = open;
      if (failed == null || failed.number() != number || !failed.file().isCut()) {
        end(number);
      }
      counts.failed(encoded);
      status.fails(e);
      return false;
    }
  }

  private ByteBuffer lines() {
    if (buffer.capacity() < lines.size()) {
      buffer = ByteBuffer.allocateDirect(Math.max(lines.size(), 2 * buffer.capacity()));
    }
    return buffer.clear().put(lines.array(), 0, lines.size()).flip();
  }

  /// The segment with a number, opened if necessary.
  private Segment segment(int number) throws IOException {
    Segment segment = open;
    if (segment != null && segment.number() == number && ended < number) {
      return segment;
    }
    if (number <= ended) {
      throw new IOException("the segment has ended because of an earlier failure");
    }
    Segment next = new Segment(number, files.create(number), System.nanoTime());
    if (segment != null) {
      complete.add(segment);
    }
    open = next;
    return next;
  }

  /// Nothing more may be appended to a segment and those before it.
  private synchronized void end(int number) {
    ended = Math.max(ended, number);
  }

  private void sync(Segment segment) throws IOException {
    long began = System.nanoTime();
    try {
      segment.sync();
    } catch (IOException e) {
      end(segment.number()); // A system may report a failure only once: the rest is unknown.
      throw e;
    }
    counts.synced(System.nanoTime() - began);
  }

  /// Puts what has been written on disk, records how far, and closes complete segments.
  void sync() {
    try {
      for (Segment segment = complete.peek(); segment != null; segment = complete.peek()) {
        complete.remove();
        syncIfDirty(segment);
        segment.file().close();
      }
      Segment segment = open;
      if (segment != null) {
        syncIfDirty(segment);
        recordSynced(segment);
      }
    } catch (IOException e) {
      status.fails(e);
    }
  }

  private void recordSynced(Segment segment) throws IOException {
    if (segment.number() != recordedSegment || segment.synced() != recordedOffset) {
      files.recordSynced(segment.number(), segment.synced());
      recordedSegment = segment.number();
      recordedOffset = segment.synced();
    }
  }

  private void syncIfDirty(Segment segment) throws IOException {
    if (segment.isDirty()) {
      sync(segment);
    }
  }

  /// Refuses the answers to records that have waited too long.
  void expire(long nowNanos) {
    long before = nowNanos - TimeUnit.MILLISECONDS.toNanos(settings.backlogMillisMax());
    long to = tail;
    int refused = 0;
    for (long i = head; i < to; i++) {
      refused += slot(i).expire(i, before, () -> status.stalls(settings.backlogMillisMax()));
    }
    if (refused > 0) {
      counts.failed(refused);
    }
  }

  /// Whether no records wait.
  boolean isIdle() {
    return head == tail;
  }

  /// The size of the records that wait, in bytes.
  long backlogBytes() {
    long waiting = 0;
    long to = tail;
    for (long i = head; i < to; i++) {
      waiting += slot(i).bytes();
    }
    return waiting;
  }

  /// Writes what waits, and refuses what follows.
  ///
  /// @param millis how long to wait for it
  /// @return whether everything is on disk and closed
  boolean close(long millis) throws InterruptedException {
    isClosing = true;
    LockSupport.unpark(thread);
    if (!thread.join(Duration.ofMillis(millis))) {
      return false;
    }
    Segment segment = open;
    if (segment != null) {
      complete.add(segment);
      open = null;
    }
    sync();
    return complete.isEmpty() && status.failure() == null;
  }
}
