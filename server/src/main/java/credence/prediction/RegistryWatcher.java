package credence.prediction;

import static credence.logging.Field.field;

import credence.logging.EventLog;
import credence.logging.Field;
import credence.memory.MemoryBudget;
import credence.model.LocatedError;
import credence.model.VersionName;
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

/// Follows the registry on a thread of its own: a version that is published or promoted answers
/// within a poll or two, without a request waiting for it.
///
/// Each poll also reads one document again, in turn, so that damage on disk is noticed while the
/// copy in memory answers on, and a document that was restored is loaded.
public final class RegistryWatcher implements AutoCloseable {
  private final ModelRegistry registry;
  private final PredictionService service;
  private final EventLog log;
  private final long pollNanos;
  private final VersionLoader loader;
  private final Thread thread;

  private volatile boolean closed;
  private @Nullable RegistryStamp stamp;
  private @Nullable RegistryState state;
  private @Nullable String trouble;
  private int nextToCheck;

  /// The number of the last record that the log has.
  private long logged;

  /// The versions that are not loaded for lack of memory, as the log says.
  private Set<Publication> toldShort = Set.of();

  /// A watcher that is not started yet.
  ///
  /// @param loader reads the registry's versions
  /// @param pollMillis the time between two looks at the registry
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
    this.thread = Thread.ofPlatform().daemon().name("credence-registry").unstarted(this::follow);
  }

  /// A watcher that is not started yet.
  ///
  /// @param budget bounds what is loaded
  /// @param eventLoops how many event loops answer by what is loaded
  /// @param pollMillis the time between two looks at the registry
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

  /// Reads the registry once, on the caller's thread, and follows it from there.
  public void start() {
    poll();
    thread.start();
  }

  private void follow() {
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
      } else {
        stamp = null;
        stamp = refresh() ? seen : null;
      }
    } catch (RegistryException e) {
      inTrouble(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.unexpected("registry-not-read", e);
      inTrouble("the registry cannot be read; the server's log has the details");
    }
  }

  /// @return false if the history is damaged, so that nothing can be derived from it
  private boolean refresh() {
    RegistryState next = registry.state();
    if (next.damage().isPresent()) {
      inTrouble(next.damage().get().message());
      return false;
    }
    RegistryState before = state;
    state = next;
    service.swap(loader.load(next));
    tellChanges(before, next);
    tellShortages();
    if (trouble != null) {
      log.info("registry-readable");
      trouble = null;
    }
    return true;
  }

  /// Loads what has yet to be loaded, or reads one version's document again and tells if it has
  /// been damaged or mended.
  private void checkNext() {
    RegistryState current = state;
    if (current == null || current.publications().isEmpty()) {
      return;
    }
    if (loader.isPending()) {
      service.swap(loader.load(current));
      tellShortages();
      return;
    }
    List<Publication> publications = current.publications();
    Publication publication = publications.get(nextToCheck++ % publications.size());
    if (loader.check(publication)) {
      service.swap(loader.load(current));
      tellDamage(publication);
      tellShortages();
    }
  }

  /// Logs once what keeps the registry from being read. The loaded versions continue to answer, but
  /// the server is not ready: it no longer follows the registry, and would not start again.
  private void inTrouble(String message) {
    stamp = null;
    if (message.equals(trouble)) {
      return;
    }
    trouble = message;
    log.warning("registry-not-readable", field("message", message));
    service.swap(service.state().withObstacle(message));
  }

  private void tellChanges(@Nullable RegistryState before, RegistryState now) {
    if (before == null) {
      log.info(
          "versions-loaded",
          field("versions", service.state().plan().versions().size()),
          field("of", now.publications().size()),
          field("champion", now.aliases().get("champion")));
      logged = now.position();
    } else {
      tellRecords(now.position());
    }
    for (Publication publication : now.publications()) {
      boolean isNew = before == null || !before.publications().contains(publication);
      if (isNew && loader.damage(publication) != null) {
        tellDamage(publication);
      }
    }
  }

  /// Logs the records up to a number. Those that a damage hides meanwhile are logged when it is
  /// repaired.
  private void tellRecords(long position) {
    logged = Math.min(logged, position);
    for (HistoryRecord record : registry.history().records()) {
      if (record.sequence() > logged && record.sequence() <= position) {
        tell(record);
        logged = record.sequence();
      }
    }
  }

  /// Names each version that is not loaded for lack of memory, or is loaded at last, once.
  private void tellShortages() {
    Set<Publication> isShort = new HashSet<>();
    for (ServedVersion version : service.state().versions()) {
      Publication publication = version.publication();
      Shortage shortage = version.shortage();
      if (shortage != null) {
        isShort.add(publication);
        if (!toldShort.contains(publication)) {
          log.warning(
              "version-not-loaded",
              field("version", version.name()),
              field("needed_bytes", shortage.neededBytes()),
              field("left_bytes", shortage.leftBytes()),
              field("message", shortage.message()));
        }
      } else if (version.loaded() != null && toldShort.contains(publication)) {
        log.info("version-loaded", field("version", version.name()));
      }
    }
    toldShort = isShort;
  }

  private void tell(HistoryRecord record) {
    Event event = record.event();
    AliasTransition transition = event.transition().orElse(null);
    List<Field> fields = new ArrayList<>();
    fields.add(field("version", event.subject()));
    fields.add(field("alias", transition == null ? null : transition.alias().text()));
    fields.addAll(transition == null ? named(null, null, null, null) : named(transition));
    fields.add(field("override", record.override().orElse(null)));
    fields.add(field("author", record.author()));
    fields.add(field("reason", record.reason()));
    log.info("registry-" + event.kind().text(), fields.toArray(Field[]::new));
  }

  private static List<Field> named(AliasTransition transition) {
    return switch (transition) {
      case AliasTransition.Champion to -> named(to.before(), to.after(), null, null);
      case AliasTransition.Challenger to ->
          named(to.before(), to.after(), to.challenge().share(), null);
      case AliasTransition.NoChallenger to -> named(to.before(), null, null, null);
      case AliasTransition.Shadows to -> {
        String shadows =
            to.after().stream().map(VersionName::text).collect(Collectors.joining(", "));
        yield named(null, null, null, shadows.isEmpty() ? null : shadows);
      }
    };
  }

  /// What an alias named and names: every line has every field, null where it has no value.
  private static List<Field> named(
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

  private void tellDamage(Publication publication) {
    LocatedError damage = loader.damage(publication);
    if (damage == null) {
      log.info("document-restored", field("version", publication.name()));
    } else {
      log.warning(
          "document-damaged",
          field("version", publication.name()),
          field("answers_on", loader.isLoaded(publication)),
          field("message", damage.message()));
    }
  }

  /// Ends the thread and waits for it.
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
