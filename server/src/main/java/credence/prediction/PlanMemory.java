package credence.prediction;

import credence.model.Feature;
import credence.model.FeatureType;
import credence.model.Input;
import credence.model.Model;
import credence.model.ValueRule;
import credence.model.VersionName;
import credence.scoring.Footprint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Estimates the memory of a serving plan, model by model, and compares it with a limit: the
/// [Footprint] of each model, the slots of their inputs, which each event loop has, and the time
/// series of the metrics. Everything but the series is counted twice, for a plan and its successor.
/// An upper bound. Not thread-safe.
final class PlanMemory {
  /// The bytes of an event loop for reading and answering records, without inputs and versions.
  private static final long LOOP_BYTES = 2 * (128 << 10);

  /// The bytes of an event loop for each version: its encoded name and its counter.
  private static final long LOOP_VERSION_BYTES = 2 * 400;

  /// The bytes of an event loop for each input.
  private static final long LOOP_SLOT_BYTES = 2 * 64;

  /// The bytes of an event loop for each input of a version that has categories: its counter of
  /// levels unseen in training.
  private static final long LOOP_COUNT_BYTES = 2 * 8;

  /// The bytes of an input that event loops share: its slot and its name in tables.
  private static final long SLOT_BYTES = 2 * 640;

  /// The bytes of a category's level that event loops share, without its text.
  private static final long LEVEL_BYTES = 2 * 112;

  /// The bytes of a level for each model that has its input: the index among the model's levels.
  private static final long MAPPED_LEVEL_BYTES = 2 * 8;

  /// The bytes of a time series of the metrics while they are scraped, without its labels' texts.
  private static final long SERIES_BYTES = 160;

  /// How many times the texts of its labels are in memory meanwhile: the page is copied while it
  /// grows, and for the response. 100,000 series with lines of 118 characters take 61 MB.
  private static final long LABEL_COPIES = 4;

  /// The limit divided by this is the memory of the shadow queues of all event loops.
  private static final int QUEUES_DIVISOR = 16;

  private final long bytesMax;
  private final int eventLoops;
  private final Map<Key, Slot> slots = new HashMap<>();
  private long bytes;

  private record Key(String name, FeatureType type, ValueRule rule) {}

  private static final class Slot {
    int models;
    final Set<String> levels = new HashSet<>();
  }

  /// @param bytesMax the limit, in bytes
  /// @param eventLoops the number of event loops
  PlanMemory(long bytesMax, int eventLoops) {
    this.bytesMax = bytesMax;
    this.eventLoops = eventLoops;
    bytes = LOOP_BYTES * eventLoops + 2 * bytesMax / QUEUES_DIVISOR;
  }

  /// Returns the memory of the models added so far.
  VersionMemory counted() {
    return new VersionMemory(bytes, bytesMax, bytesMax / QUEUES_DIVISOR / eventLoops);
  }

  /// Returns the bytes that remain until the limit.
  long remaining() {
    return Math.max(0, bytesMax - bytes);
  }

  /// Adds a model if it fits.
  ///
  /// @return whether it was added
  boolean add(VersionName name, Model model) {
    long needed = needed(name, model);
    if (needed > remaining()) {
      return false;
    }
    bytes += needed;
    for (Input input : model.inputs()) {
      Slot slot = slots.computeIfAbsent(key(input), _ -> new Slot());
      slot.models++;
      slot.levels.addAll(input.levels());
    }
    return true;
  }

  /// Returns the bytes that a model would add.
  ///
  /// @param name the version's name
  long needed(VersionName name, Model model) {
    List<Input> inputs = model.inputs();
    long needed = Footprint.of(model) + LOOP_VERSION_BYTES * eventLoops;
    if (inputs.stream().anyMatch(input -> input.type() == FeatureType.CATEGORY)) {
      needed += LOOP_COUNT_BYTES * inputs.size() * eventLoops;
    }
    for (Input input : inputs) {
      Slot slot = slots.get(key(input));
      if (slot == null) {
        needed += SLOT_BYTES + 2 * Footprint.ofText(input.name()) + LOOP_SLOT_BYTES * eventLoops;
      }
      if (input instanceof Input.CategoryInput category) {
        needed += neededForLevels(input.levels(), slot == null ? new Slot() : slot);
        needed += neededForSeries(name, category);
      }
    }
    return needed;
  }

  private static long neededForLevels(List<String> levels, Slot slot) {
    long needed = 0;
    long added = 0;
    for (String level : levels) {
      if (!slot.levels.contains(level)) {
        added++;
        needed += LEVEL_BYTES + 2 * Footprint.ofText(level);
      }
    }
    long mapped = slot.models * added + slot.levels.size() + added;
    return needed + MAPPED_LEVEL_BYTES * mapped;
  }

  /// The bytes of the time series of levels unseen in training: one for each version and category.
  /// Those that only a version or only an input has are few, and part of the heap's reserve.
  private static long neededForSeries(VersionName name, Input.CategoryInput input) {
    return input.unseenLevel() == Feature.UnseenLevel.BASELINE
        ? SERIES_BYTES
            + LABEL_COPIES * (Footprint.ofText(name.text()) + Footprint.ofText(input.name()))
        : 0;
  }

  private static Key key(Input input) {
    return new Key(input.name(), input.type(), input.rule());
  }
}
