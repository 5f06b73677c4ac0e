package credence.http.departure;

import credence.prediction.Tally;
import credence.wire.Room;
import java.util.concurrent.atomic.AtomicLong;

/// The bytes that an event loop holds for its clients, in both directions: requests that wait for
/// their rest or their turn, and answers that clients have not taken. All loops of a server share
/// one bound. Requests are counted before they are held. Answers are counted when they have been
/// handed to their connection, from which nothing more is read then, so they may exceed the bound
/// by what the connections of one turn add. The last quarter is for answers alone: requests that do
/// not end cannot keep others from being answered. Only the loop's thread changes its count.
public final class HeldBytes {
  private static final int GRANT_BYTES_MAX = 1 << 18;
  private static final int GRANTS = 1024;

  /// A request up to this length may take half of what is for answers alone.
  private static final int SMALL_BYTES_MAX = 1 << 12;

  /// What part of the bound is for answers alone.
  private static final int ANSWERS_PART = 4;

  private final long bytesMax;
  private final AtomicLong free;
  private final Tally requests;
  private final Tally answers;
  private final long grantBytes;
  private long granted;
  private long used;

  /// The bytes of one loop.
  ///
  /// @param bytesMax how many all loops may hold
  /// @param free how many of these no loop has been granted
  /// @param requests says how many bytes of requests are held
  /// @param answers says how many bytes of answers are held
  public HeldBytes(long bytesMax, AtomicLong free, Tally requests, Tally answers) {
    this.bytesMax = bytesMax;
    this.free = free;
    this.requests = requests;
    this.answers = answers;
    this.grantBytes = Math.clamp(bytesMax / GRANTS, 1, GRANT_BYTES_MAX);
  }

  /// Asks to hold bytes of requests, or gives some back.
  ///
  /// @param more how many more; negative: how many less, which is never refused
  /// @return false if there is no room for them
  public boolean request(long more) {
    return request(more, reserved(more));
  }

  /// What is for answers alone when a request of a length asks.
  private long reserved(long length) {
    return bytesMax / (length <= SMALL_BYTES_MAX ? 2 * ANSWERS_PART : ANSWERS_PART);
  }

  private boolean request(long more, long reserved) {
    if (more > 0 && (room() - more < reserved || !hasGranted(more))) {
      return false;
    }
    requests.add(more);
    change(more);
    return true;
  }

  /// Counts bytes of answers that wait for their client, or that it has taken.
  ///
  /// @param more how many more; negative: how many less
  public void answer(long more) {
    answers.add(more);
    change(more);
  }

  /// Counts what an open request takes beside its bytes; never refused.
  ///
  /// @param more how many more; negative: how many less
  public void overhead(long more) {
    requests.add(more);
    change(more);
  }

  private void change(long more) {
    used += more;
    if (used > granted) {
      hasGranted(0);
    } else if (granted - used > 2 * grantBytes) {
      long back = granted - used - grantBytes;
      granted -= back;
      free.addAndGet(back);
    }
  }

  /// Whether this loop may use so much more, after it has taken from what is free if need be.
  private boolean hasGranted(long more) {
    long needed = used + more - granted;
    if (needed <= 0) {
      return true;
    }
    long wanted = needed + grantBytes;
    if (free.addAndGet(-wanted) < 0) {
      free.addAndGet(wanted);
      wanted = needed;
      if (free.addAndGet(-wanted) < 0) {
        free.addAndGet(wanted);
        return false;
      }
    }
    granted += wanted;
    return true;
  }

  /// For how many bytes more there is room; not positive if there is none.
  public long room() {
    return granted - used + Math.max(0, free.get());
  }

  /// Whether more than three quarters of the bound are used.
  public boolean isTight() {
    return room() < bytesMax / ANSWERS_PART;
  }

  /// What one request holds, which is given back whole.
  public final class Share implements Room {
    private long bytes;

    @Override
    public boolean change(int more) {
      if (!request(more, reserved(bytes + more))) {
        return false;
      }
      bytes += more;
      return true;
    }

    /// How many bytes are held.
    public long bytes() {
      return bytes;
    }

    /// Gives back all that is held.
    public void release() {
      request(-bytes);
      bytes = 0;
    }
  }
}
