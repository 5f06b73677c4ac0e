package credence.tls;

import static credence.logging.Field.field;

import credence.files.RegularFiles;
import credence.logging.EventLog;
import credence.logging.LogEvent;
import credence.model.LocatedError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// A server's certificate and key, reloaded when their files change. Files that are invalid are
/// logged once, and the previous certificate is kept.
///
/// The two files cannot be replaced atomically, so a change is loaded only when both are unchanged
/// between two polls.
public final class TlsWatch implements AutoCloseable {
  private static final long POLL_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final TlsFiles files;
  private final InstantSource clock;
  private final EventLog log;
  private final List<Consumer<TlsIdentity>> listeners = new CopyOnWriteArrayList<>();
  private final Thread thread;
  private volatile TlsIdentity identity;
  private volatile boolean closed;
  private byte[] loaded = {};
  private byte[] polled = {};

  private TlsWatch(TlsFiles files, TlsIdentity identity, InstantSource clock, EventLog log) {
    this.files = files;
    this.identity = identity;
    this.clock = clock;
    this.log = log;
    thread = Thread.ofPlatform().daemon().name("credence-tls").unstarted(this::watch);
  }

  /// Watches the files until [#close()].
  ///
  /// @param identity the current contents of the files
  public static TlsWatch start(
      TlsFiles files, TlsIdentity identity, InstantSource clock, EventLog log) {
    TlsWatch watch = new TlsWatch(files, identity, clock, log);
    watch.thread.start();
    return watch;
  }

  /// The current certificate and key.
  public TlsIdentity identity() {
    return identity;
  }

  /// Adds a listener, which is called with each renewal on this watch's thread.
  public void onRenewal(Consumer<TlsIdentity> listener) {
    listeners.add(listener);
  }

  private void watch() {
    while (!closed) {
      LockSupport.parkNanos(POLL_NANOS);
      if (!closed) {
        poll();
      }
    }
  }

  private void poll() {
    byte[] now = contents(files);
    boolean stable = Arrays.equals(now, polled);
    polled = now;
    if (!stable || Arrays.equals(now, loaded)) {
      return;
    }
    loaded = now;
    switch (TlsIdentity.read(files, clock.instant())) {
      case TlsReading.Usable usable -> replace(usable.identity());
      case TlsReading.Invalid invalid ->
          log.log(
              LogEvent.TLS_NOT_RENEWED,
              field(
                  "message",
                  invalid.errors().stream()
                          .map(LocatedError::message)
                          .collect(Collectors.joining("; "))
                      + "; keeping the previous certificate"));
    }
  }

  private void replace(TlsIdentity read) {
    if (!read.certificate().equals(identity.certificate())) {
      identity = read;
      listeners.forEach(listener -> listener.accept(read));
      log.log(LogEvent.TLS_RENEWED, field("valid_until", read.validUntil()));
    }
  }

  private static byte[] contents(TlsFiles files) {
    byte[] certificate = contents(files.certificate());
    byte[] key = contents(files.key());
    byte[] both = Arrays.copyOf(certificate, certificate.length + key.length);
    System.arraycopy(key, 0, both, certificate.length, key.length);
    return both;
  }

  private static byte[] contents(Path file) {
    try {
      return RegularFiles.readExisting(file, TlsIdentity.FILE_BYTES_MAX);
    } catch (IOException unreadable) {
      return new byte[0];
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }
}
