package credence.http.departure;

import credence.prediction.Tally;
import credence.wire.ByteBudget;
import java.util.concurrent.atomic.AtomicLong;

/// The bytes that an event loop holds for its clients, in both directions: incomplete or waiting
/// requests, and unread responses. All loops of a server share one limit. Requests are counted
/// before they are held. Responses are counted after they have been passed to their connection,
/// which is then not read any further, so they may exceed the limit by as much as the connections
/// of one turn add. The last quarter is reserved for responses, so that requests that never end
/// cannot prevent others from being answered. Only the loop's thread changes its count.
public final class HeldBytes {
  private static final int GRANT_BYTES_MAX = 1 << 18;
  private static final int GRANTS = 1024;

  /// A request up to this length may use half of the part reserved for responses.
  private static final int SMALL_BYTES_MAX = 1 << 12;

  /// The divisor of the limit that gives the part reserved for responses.
  private static final int ANSWERS_PART = 4;

  private final long bytesMax;
  private final AtomicLong free;
  private final Tally requests;
  private final Tally answers;
  private final long grantBytes;
  private long granted;
  private long used;

  /// Creates the account of one loop.
  ///
  /// @param bytesMax the maximum number of bytes of all loops
  /// @param free the number of these that are not granted to any loop
  /// @param requests counts the held bytes of requests
  /// @param answers counts the held bytes of responses
  public HeldBytes(long bytesMax, AtomicLong free, Tally requests, Tally answers) {
    this.bytesMax = bytesMax;
    this.free = free;
    this.requests = requests;
    this.answers = answers;
    this.grantBytes = Math.clamp(bytesMax / GRANTS, 1, GRANT_BYTES_MAX);
  }

  /// Requests or releases bytes for requests.
  ///
  /// @param more the number of bytes; negative to release bytes, which never fails
  /// @return false if there is no room for them
  public boolean request(long more) {
    return request(more, reserved(more));
  }

  /// The number of bytes reserved for responses that a request of a length may not use.
  private long reserved(long length) {
    return bytesMax / (length <= SMALL_BYTES_MAX ? 2 * ANSWERS_PART : ANSWERS_PART);
  }

  private boolean request(long more, long reserved) {
    if (more > 0 && (room() - more < reserved || !ensureGranted(more))) {
      return false;
    }
    requests.add(more);
    change(more);
    return true;
  }

  /// Counts bytes of responses that are waiting for their client, or that it has read.
  ///
  /// @param more the number of bytes; negative if they were read
  public void answer(long more) {
    answers.add(more);
    change(more);
  }

  /// Counts the overhead of an open request, without its bytes; never fails.
  ///
  /// @param more the number of bytes; negative to release bytes
  public void overhead(long more) {
    requests.add(more);
    change(more);
  }

  private void change(long more) {
    used += more;
    if (used > granted) {
      ensureGranted(0);
    } else if (granted - used > 2 * grantBytes) {
      long back = granted - used - grantBytes;
      granted -= back;
      free.addAndGet(back);
    }
  }

  /// Whether this loop may use more bytes, after taking from the free ones if necessary.
  private boolean ensureGranted(long more) {
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

  /// The number of bytes for which there is room; not positive if there is none.
  public long room() {
    return granted - used + Math.max(0, free.get());
  }

  /// Whether less than half of the limit is used.
  public boolean isPlenty() {
    return room() > bytesMax / 2;
  }

  /// Whether more than three quarters of the limit are used.
  public boolean isTight() {
    return room() < bytesMax / ANSWERS_PART;
  }

  /// The bytes held for one request, which are released together.
  public final class Share implements ByteBudget {
    private long bytes;

    @Override
    public boolean change(int more) {
      if (!request(more, reserved(bytes + more))) {
        return false;
      }
      bytes += more;
      return true;
    }

    /// The number of bytes held.
    public long bytes() {
      return bytes;
    }

    /// Releases all of them.
    public void release() {
      request(-bytes);
      bytes = 0;
    }
  }
}
