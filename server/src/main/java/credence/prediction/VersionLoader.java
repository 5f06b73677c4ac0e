package credence.prediction;

import credence.memory.MemoryBudget;
import credence.model.LocatedError;
import credence.registry.ContentSink;
import credence.registry.ModelRegistry;
import credence.registry.Publication;
import credence.registry.RegistryState;
import credence.scoring.Footprint;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Loads the models of the registry's versions and creates serving states from them. A loaded model
/// stays loaded if its document is damaged later.
///
/// Loaded versions never exceed their share of the memory. A version is measured while it is read,
/// and its model is not created if it does not fit. If not all versions fit, [LoadOrder] determines
/// which are loaded. Not thread-safe.
final class VersionLoader {
  /// The number of bytes of documents that are read before the versions loaded so far are swapped
  /// in, so that the duration of a start does not grow with the number of versions that do not fit.
  private static final long READ_BYTES_MAX = 256L << 20;

  private final ModelRegistry registry;
  private final DocumentReader reader;
  private final MemoryBudget budget;
  private final int eventLoops;
  private final Map<Publication, DocumentReader.Read> loaded = new HashMap<>();
  private final Map<Publication, LocatedError> damages = new HashMap<>();
  private final Map<Publication, Shortage> shortages = new HashMap<>();

  /// The footprint of each version whose document has been read.
  private final Map<Publication, Long> footprints = new HashMap<>();

  /// The bytes needed by each version that was read and did not fit in the current state.
  private final Map<Publication, Long> unfit = new HashMap<>();

  private @Nullable RegistryState lastState;
  private DocumentReader.@Nullable Reading reading;
  private long bytesToRead;

  /// Whether the current state must be swapped in before another version is read.
  private boolean mustSwapFirst;

  private boolean pending;

  /// @param eventLoops the number of event loops that use the loaded versions
  VersionLoader(
      ModelRegistry registry, DocumentReader reader, MemoryBudget budget, int eventLoops) {
    this.registry = registry;
    this.reader = reader;
    this.budget = budget;
    this.eventLoops = eventLoops;
  }

  /// Loads new versions that fit, drops versions that were removed or must make room, and creates
  /// the state. If [#isPending()] is true afterwards, another call continues loading once this
  /// state is in use.
  @SuppressWarnings(
      "ReferenceEquality") // A state that was read again counts as new, even if it is equal.
  ServingState load(RegistryState state) {
    loaded.keySet().retainAll(state.publications());
    damages.keySet().retainAll(state.publications());
    footprints.keySet().retainAll(state.publications());
    shortages.clear();
    if (state != lastState) {
      unfit.clear();
      lastState = state;
    }
    bytesToRead = READ_BYTES_MAX;
    mustSwapFirst = false;
    pending = false;
    PlanMemory memory = new PlanMemory(budget.versionBytes(), eventLoops);
    long held = loaded.values().stream().mapToLong(read -> Footprint.of(read.model())).sum();
    for (Publication publication : LoadOrder.of(state, loaded.keySet())) {
      DocumentReader.Read content = loaded.get(publication);
      if (content == null) {
        content = loadIfItFits(publication, memory);
        held += content == null ? 0 : Footprint.of(content.model());
        mustSwapFirst |= content != null && held > budget.versionBytes();
      }
      if (content != null && !memory.add(publication.name(), content.model())) {
        long needed = memory.needed(publication.name(), content.model());
        unfit.put(publication, needed);
        shortages.put(publication, new Shortage(needed, memory.remaining()));
        loaded.remove(publication);
      }
    }
    return new StateMaker(state, loaded, damages, shortages, budget).make(memory.counted());
  }

  /// Whether there are versions that have not been read yet.
  boolean isPending() {
    return pending;
  }

  private DocumentReader.@Nullable Read loadIfItFits(Publication publication, PlanMemory memory) {
    if (mustSwapFirst || bytesToRead <= 0) {
      pending = true;
      return null;
    }
    long bytesMax = Math.min(memory.remaining(), budget.versionBytesMax());
    long known = Math.max(known(footprints, publication), known(unfit, publication));
    if (known > bytesMax) {
      shortages.put(publication, new Shortage(known, bytesMax));
      return null;
    }
    LocatedError damage = read(publication, bytesMax);
    setDamage(publication, damage);
    if (damage != null) {
      return null;
    }
    if (reading instanceof DocumentReader.Oversized oversized) {
      footprints.put(publication, oversized.bytes());
      shortages.put(publication, new Shortage(oversized.bytes(), bytesMax));
    } else if (reading instanceof DocumentReader.Read read) {
      footprints.put(publication, Footprint.of(read.model()));
      loaded.put(publication, read);
    }
    reading = null;
    return loaded.get(publication);
  }

  private static long known(Map<Publication, Long> bytes, Publication publication) {
    Long known = bytes.get(publication);
    return known == null ? 0 : known;
  }

  /// Rereads a version's document without loading it.
  ///
  /// @return whether it has been damaged or restored since the last check
  boolean check(Publication publication) {
    LocatedError before = damages.get(publication);
    LocatedError now =
        footprints.containsKey(publication)
            ? registry.readDocument(publication.name(), ContentSink.NONE).orElse(null)
            : read(publication, budget.versionBytesMax());
    reading = null;
    setDamage(publication, now);
    return (before == null) != (now == null);
  }

  private void setDamage(Publication publication, @Nullable LocatedError damage) {
    if (damage == null) {
      damages.remove(publication);
    } else {
      damages.put(publication, damage);
    }
  }

  /// Reads a version's document into [#reading].
  ///
  /// @return its damage; null if it is intact
  private @Nullable LocatedError read(Publication publication, long bytesMax) {
    reading = null;
    Optional<LocatedError> error =
        registry.readDocument(
            publication.name(),
            (document, lengthBytes) -> {
              bytesToRead -= lengthBytes;
              reading = reader.read(document, bytesMax);
            });
    if (error.isEmpty() && reading instanceof DocumentReader.Unreadable unreadable) {
      return new LocatedError(publication.name().text(), unreadable.expected());
    }
    return error.orElse(null);
  }

  /// The damage of a version's document; null if none is known.
  @Nullable LocatedError damage(Publication publication) {
    return damages.get(publication);
  }

  /// The memory that a version lacks; null if it is loaded, or is not loaded for another reason.
  @Nullable Shortage shortage(Publication publication) {
    return shortages.get(publication);
  }

  /// Whether a version is loaded.
  boolean isLoaded(Publication publication) {
    return loaded.containsKey(publication);
  }
}
