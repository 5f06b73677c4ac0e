package credence.http.info;

import credence.model.LocatedError;
import credence.model.VersionName;
import credence.registry.ModelRegistry;
import credence.wording.RenderedDocument;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Reads model documents on request, since a server does not keep them in memory. The bytes of all
/// responses in progress are counted before they are read. Thread-safe.
public final class VersionDocuments {
  /// A response is created and then copied into the buffer that is sent.
  private static final int COPIES = 2;

  private final ModelRegistry registry;
  private final long bytesMax;
  private final AtomicLong bytes = new AtomicLong();

  /// @param bytesMax the maximum memory of all responses, in bytes
  public VersionDocuments(ModelRegistry registry, long bytesMax) {
    this.registry = registry;
    this.bytesMax = bytesMax;
  }

  /// The result of reading a document.
  sealed interface Reading {}

  /// The verified document between the given prefix and suffix.
  ///
  /// @param content the complete response
  /// @param countedBytes must be passed to [#release] when the response has been sent
  @SuppressWarnings("ArrayRecordComponent") // Passed on once, never compared.
  record Whole(byte[] content, long countedBytes) implements Reading {}

  /// The document is damaged.
  ///
  /// @param error names the file
  record Damaged(LocatedError error) implements Reading {}

  /// Other responses use the memory.
  record Busy() implements Reading {}

  /// The document exceeds the memory for all responses.
  ///
  /// @param neededBytes the required memory, in bytes
  /// @param bytesMax the maximum memory, in bytes
  record Oversized(long neededBytes, long bytesMax) implements Reading {}

  /// Reads a document; blocks on the disk.
  Reading read(VersionName name, byte[] before, byte[] after) {
    Attempt attempt = new Attempt();
    Optional<LocatedError> error;
    try {
      error =
          registry.readDocument(
              name,
              (document, lengthBytes) -> {
                long needed = COPIES * (before.length + lengthBytes + after.length);
                attempt.neededBytes = needed;
                if (needed <= bytesMax && take(needed)) {
                  attempt.countedBytes = needed;
                  byte[] content = Arrays.copyOf(before, (int) (needed / COPIES));
                  document.readNBytes(content, before.length, (int) lengthBytes);
                  System.arraycopy(after, 0, content, content.length - after.length, after.length);
                  attempt.content = content;
                }
              });
    } catch (RuntimeException e) {
      release(attempt.countedBytes);
      throw e;
    }
    if (error.isPresent()) {
      release(attempt.countedBytes);
      return new Damaged(error.get());
    }
    if (attempt.countedBytes > 0) {
      render(attempt, before.length, after.length);
    }
    if (attempt.countedBytes > 0) {
      return new Whole(attempt.content, attempt.countedBytes);
    }
    return attempt.neededBytes > bytesMax
        ? new Oversized(attempt.neededBytes, bytesMax)
        : new Busy();
  }

  /// Adds rendered texts to the document's codes, if there is memory for them.
  private void render(Attempt attempt, int before, int after) {
    int length = attempt.content.length - before - after;
    RenderedDocument.Texts texts = RenderedDocument.texts(attempt.content, before, length);
    long more = (COPIES + 1) * texts.bytes();
    attempt.neededBytes += more;
    if (attempt.neededBytes <= bytesMax && take(more)) {
      attempt.countedBytes += more;
      attempt.content = texts.insertInto(attempt.content, before);
    } else {
      release(attempt.countedBytes);
      attempt.countedBytes = 0;
    }
  }

  private static final class Attempt {
    long neededBytes;
    long countedBytes;
    byte[] content = {};
  }

  private boolean take(long more) {
    if (bytes.addAndGet(more) > bytesMax) {
      bytes.addAndGet(-more);
      return false;
    }
    return true;
  }

  /// Releases the memory of a response.
  void release(long countedBytes) {
    bytes.addAndGet(-countedBytes);
  }
}
