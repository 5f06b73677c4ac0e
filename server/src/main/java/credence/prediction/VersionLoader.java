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

/// Keeps the models of the registry's versions in memory and makes serving states of them. A model
/// that was loaded stays loaded when its document is damaged later.
///
/// What is loaded never takes more than the versions' share of the memory. A version is measured
/// while it is read, and one that does not fit is not made; where not all fit, [LoadOrder] says
/// which ones come first. Not safe for use by several threads.
final class VersionLoader {
  /// How much of documents is read before the versions that have been loaded answer, in bytes, so
  /// that a start does not last the longer the more versions there are that do not fit.
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

  /// What each version needs that was read and did not fit among the others of the present state.
  private final Map<Publication, Long> unfit = new HashMap<>();

  private @Nullable RegistryState lastState;
  private DocumentReader.@Nullable Reading reading;
  private long bytesToRead;

  /// Whether the present state is to be swapped in before another version is read.
  private boolean pressed;

  private boolean pending;

  /// @param eventLoops how many event loops answer by what is loaded
  VersionLoader(
      ModelRegistry registry, DocumentReader reader, MemoryBudget budget, int eventLoops) {
    this.registry = registry;
    this.reader = reader;
    this.budget = budget;
    this.eventLoops = eventLoops;
  }

  /// Loads what is new and fits, forgets what was removed or has to make room, and makes the state
  /// of it. If [#isPending()] says so afterwards, more is loaded by another call, once that state
  /// answers.
  @SuppressWarnings(
      "ReferenceEquality") // A state that was read anew is another, whatever is in it.
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
    pressed = false;
    pending = false;
    PlanMemory memory = new PlanMemory(budget.versionBytes(), eventLoops);
    long held = loaded.values().stream().mapToLong(read -> Footprint.of(read.model())).sum();
    for (Publication publication : LoadOrder.of(state, loaded.keySet())) {
      DocumentReader.Read content = loaded.get(publication);
      if (content == null) {
        content = loadIfItFits(publication, memory);
        held += content == null ? 0 : Footprint.of(content.model());
        pressed |= content != null && held > budget.versionBytes();
      }
      if (content != null && !memory.add(content.model())) {
        long needed = memory.needed(content.model());
        unfit.put(publication, needed);
        shortages.put(publication, new Shortage(needed, memory.left()));
        loaded.remove(publication);
      }
    }
    return new StateMaker(state, loaded, damages, shortages, budget).make(memory.counted());
  }

  /// Whether there are versions that have yet to be read.
  boolean isPending() {
    return pending;
  }

  private DocumentReader.@Nullable Read loadIfItFits(Publication publication, PlanMemory memory) {
    if (pressed || bytesToRead <= 0) {
      pending = true;
      return null;
    }
    long bytesMax = Math.min(memory.left(), budget.versionBytesMax());
    long known = Math.max(known(footprints, publication), known(unfit, publication));
    if (known > bytesMax) {
      shortages.put(publication, new Shortage(known, bytesMax));
      return null;
    }
    LocatedError damage = read(publication, bytesMax);
    note(publication, damage);
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

  /// Reads a version's document again, without keeping anything of it.
  ///
  /// @return whether it is damaged now and was not, or is whole now and was not
  boolean check(Publication publication) {
    LocatedError before = damages.get(publication);
    LocatedError now =
        footprints.containsKey(publication)
            ? registry.readDocument(publication.name(), ContentSink.NONE).orElse(null)
            : read(publication, budget.versionBytesMax());
    reading = null;
    note(publication, now);
    return (before == null) != (now == null);
  }

  private void note(Publication publication, @Nullable LocatedError damage) {
    if (damage == null) {
      damages.remove(publication);
    } else {
      damages.put(publication, damage);
    }
  }

  /// Reads a version's document into [#reading].
  ///
  /// @return what is wrong with it; null if nothing is
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

  /// What is wrong with a version's document; null if nothing is known to be.
  @Nullable LocatedError damage(Publication publication) {
    return damages.get(publication);
  }

  /// Why a version is not loaded for lack of memory; null if it is, or for another reason.
  @Nullable Shortage shortage(Publication publication) {
    return shortages.get(publication);
  }

  /// Whether a version is in memory.
  boolean isLoaded(Publication publication) {
    return loaded.containsKey(publication);
  }
}
