package credence.prediction;

import static credence.logging.Field.field;

import credence.logging.EventLog;
import credence.logging.Field;
import credence.logging.LogEvent;
import credence.memory.MemoryBudget;
import credence.model.LocatedError;
import credence.model.VersionName;
import credence.prediction.RegistryCounts.PollFailure;
import credence.prediction.RegistryCounts.VersionFailure;
import credence.registry.AliasTransition;
import credence.registry.Event;
import credence.registry.HistoryRecord;
import credence.registry.ModelRegistry;
import credence.registry.Publication;
import credence.registry.RegistryException;
import credence.registry.RegistryStamp;
import credence.registry.RegistryState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Polls the registry on a separate thread. Published and promoted versions serve requests after
/// one or two polls; no request waits for them.
///
/// Each poll also rereads one document, in rotation, so that damage on disk is detected while the
/// loaded version continues to serve, and restored documents are loaded.
public final class RegistryWatcher implements AutoCloseable {
  /// A history never becomes empty: its files are gone, for example with a file system.
  private static final String GONE =
      "the registry is gone: its history has no records any more; mount or restore the home, or"
          + " restart the server to serve an empty registry";

  private final ModelRegistry registry;
  private final PredictionService service;
  private final EventLog log;
  private final long pollNanos;
  private final VersionLoader loader;
  private final Thread thread;

  private volatile boolean closed;
  private @Nullable RegistryStamp stamp;
  private @Nullable RegistryState state;
  private @Nullable String lastFailure;
  private int nextToCheck;

  /// The number of the last record that was logged.
  private long loggedPosition;

  /// The versions that were logged as not loaded for lack of memory.
  private Set<Publication> loggedShortages = Set.of();

  /// Creates a watcher without starting it.
  ///
  /// @param loader loads the registry's versions
  /// @param pollMillis the time between two polls, in milliseconds
  RegistryWatcher(
      ModelRegistry registry,
      VersionLoader loader,
      PredictionService service,
      EventLog log,
      int pollMillis) {
    this.registry = registry;
    this.service = service;
    this.log = log;
    this.pollNanos = TimeUnit.MILLISECONDS.toNanos(pollMillis);
    this.loader = loader;
    this.thread =
        Thread.ofPlatform().daemon().name("credence-registry").unstarted(this::pollUntilClosed);
  }

  /// Creates a watcher without starting it.
  ///
  /// @param budget limits the memory of loaded versions
  /// @param eventLoops the number of event loops that use the loaded versions
  /// @param pollMillis the time between two polls, in milliseconds
  public static RegistryWatcher of(
      ModelRegistry registry,
      DocumentReader reader,
      PredictionService service,
      EventLog log,
      MemoryBudget budget,
      int eventLoops,
      int pollMillis) {
    VersionLoader loader = new VersionLoader(registry, reader, budget, eventLoops);
    return new RegistryWatcher(registry, loader, service, log, pollMillis);
  }

  /// Reads the registry once on the caller's thread, and starts polling it.
  public void start() {
    poll();
    thread.start();
  }

  private void pollUntilClosed() {
    while (!closed) {
      LockSupport.parkNanos(pollNanos);
      if (!closed) {
        poll();
      }
    }
  }

  private void poll() {
    try {
      RegistryStamp seen = registry.stamp();
      if (seen.equals(stamp)) {
        checkNext();
        service.registry().succeeded();
      } else {
        stamp = null;
        stamp = refresh() ? seen : null;
      }
    } catch (RegistryException e) {
      failed(PollFailure.UNREADABLE, e.getMessage());
    } catch (RuntimeException e) {
      log.unexpected(LogEvent.REGISTRY_NOT_READ, e);
      failed(PollFailure.INTERNAL, "the registry cannot be read; see the server's log for details");
    }
  }

  /// @return false if the history is damaged or gone, so that no state can be derived from it
  private boolean refresh() {
    RegistryState next = registry.state();
    if (next.damage().isPresent()) {
      failed(PollFailure.DAMAGED_HISTORY, next.damage().get().message());
      return false;
    }
    RegistryState before = state;
    if (before != null && before.position() > 0 && next.position() == 0) {
      failed(PollFailure.GONE, GONE);
      return false;
    }
    state = next;
    service.swap(loader.load(next));
    logChanges(before, next);
    logShortages();
    if (lastFailure != null) {
      log.log(LogEvent.REGISTRY_READABLE);
      lastFailure = null;
    }
    service.registry().succeeded();
    return true;
  }

  /// Continues loading versions, or else rereads one version's document and logs whether it has
  /// been damaged or restored.
  private void checkNext() {
    RegistryState current = state;
    if (current == null || current.publications().isEmpty()) {
      return;
    }
    if (loader.isPending()) {
      service.swap(loader.load(current));
      logShortages();
      return;
    }
    List<Publication> publications = current.publications();
    Publication publication = publications.get(nextToCheck++ % publications.size());
    if (loader.check(publication)) {
      service.swap(loader.load(current));
      logDamage(publication);
      logShortages();
    }
  }

  /// Logs once why the registry cannot be read. The loaded versions continue to serve requests, but
  /// the server is not ready, because it misses changes of the registry and could not be restarted.
  private void failed(PollFailure failure, String message) {
    stamp = null;
    service.registry().count(failure);
    if (message.equals(lastFailure)) {
      return;
    }
    lastFailure = message;
    log.log(LogEvent.REGISTRY_NOT_READABLE, field("message", message));
    service.swap(service.state().withNotReadyReason(message));
  }

  private void logChanges(@Nullable RegistryState before, RegistryState now) {
    if (before == null) {
      log.log(
          LogEvent.VERSIONS_LOADED,
          field("versions", service.state().plan().versions().size()),
          field("of", now.publications().size()),
          field("champion", now.aliases().get("champion")));
      loggedPosition = now.position();
    } else {
      logRecords(now.position());
    }
    for (Publication publication : now.publications()) {
      boolean isNew = before == null || !before.publications().contains(publication);
      if (isNew && loader.damage(publication) != null) {
        logDamage(publication);
      }
    }
  }

  /// Logs the new records up to a number. Records that cannot be read because of damage are logged
  /// once it is repaired.
  private void logRecords(long position) {
    loggedPosition = Math.min(loggedPosition, position);
    for (HistoryRecord record : registry.history().records()) {
      if (record.sequence() > loggedPosition && record.sequence() <= position) {
        log(record);
        loggedPosition = record.sequence();
      }
    }
  }

  /// Logs each version once that is not loaded for lack of memory, or that is loaded after all.
  private void logShortages() {
    Set<Publication> shortages = new HashSet<>();
    for (ServedVersion version : service.state().versions()) {
      Publication publication = version.publication();
      Shortage shortage = version.shortage();
      if (shortage != null) {
        shortages.add(publication);
        if (!loggedShortages.contains(publication)) {
          service.registry().count(VersionFailure.MEMORY);
          log.log(
              LogEvent.VERSION_NOT_LOADED,
              field("version", version.name()),
              field("needed_bytes", shortage.neededBytes()),
              field("left_bytes", shortage.leftBytes()),
              field("message", shortage.message()));
        }
      } else if (version.loaded() != null && loggedShortages.contains(publication)) {
        log.log(LogEvent.VERSION_LOADED, field("version", version.name()));
      }
    }
    loggedShortages = shortages;
  }

  private void log(HistoryRecord record) {
    Event event = record.event();
    AliasTransition transition = event.transition().orElse(null);
    List<Field> fields = new ArrayList<>();
    fields.add(field("version", event.subject()));
    fields.add(field("alias", transition == null ? null : transition.alias().text()));
    fields.addAll(
        transition == null ? aliasFields(null, null, null, null) : aliasFields(transition));
    fields.add(field("override", record.override().orElse(null)));
    fields.add(field("author", record.author()));
    fields.add(field("reason", record.reason()));
    log.log(LogEvent.of(event.kind()), fields.toArray(Field[]::new));
  }

  private static List<Field> aliasFields(AliasTransition transition) {
    return switch (transition) {
      case AliasTransition.Champion to -> aliasFields(to.before(), to.after(), null, null);
      case AliasTransition.Challenger to ->
          aliasFields(to.before(), to.after(), to.challenge().share(), null);
      case AliasTransition.NoChallenger to -> aliasFields(to.before(), null, null, null);
      case AliasTransition.Shadows to -> {
        String shadows =
            to.after().stream().map(VersionName::text).collect(Collectors.joining(", "));
        yield aliasFields(null, null, null, shadows.isEmpty() ? null : shadows);
      }
    };
  }

  /// The fields of an alias before and after a move; null for those that it does not have.
  private static List<Field> aliasFields(
      @Nullable VersionName before,
      @Nullable VersionName after,
      @Nullable Double share,
      @Nullable String shadows) {
    return List.of(
        field("before", before),
        field("after", after),
        field("share", share),
        field("shadows", shadows));
  }

  private void logDamage(Publication publication) {
    LocatedError damage = loader.damage(publication);
    if (damage == null) {
      log.log(LogEvent.DOCUMENT_RESTORED, field("version", publication.name()));
    } else {
      service.registry().count(VersionFailure.DAMAGED);
      log.log(
          LogEvent.DOCUMENT_DAMAGED,
          field("version", publication.name()),
          field("answers_on", loader.isLoaded(publication)),
          field("message", damage.message()));
    }
  }

  /// Stops the thread and waits for it.
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
