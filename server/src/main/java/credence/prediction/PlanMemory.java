package credence.prediction;

import credence.model.FeatureType;
import credence.model.Input;
import credence.model.Model;
import credence.scoring.Footprint;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Counts the memory of the versions that are to answer together, model by model, against a bound:
/// each model's own [Footprint], and what they share: a slot for each input, read by each event
/// loop. All of it twice, for a plan and the one that takes its place. An estimate from above; not
/// safe for use by several threads.
final class PlanMemory {
  /// What an event loop takes to read and answer records, save for inputs and versions.
  private static final long LOOP_BYTES = 2 * (128 << 10);

  /// What an event loop takes for each version: its name as it is written, its count.
  private static final long LOOP_VERSION_BYTES = 2 * 400;

  /// What an event loop takes for each input.
  private static final long LOOP_SLOT_BYTES = 2 * 48;

  /// What an input takes once: its slot, its name in tables.
  private static final long SLOT_BYTES = 2 * 640;

  /// What a category's level takes once, save for its text.
  private static final long LEVEL_BYTES = 2 * 112;

  /// What a level takes in each model that reads its input: its place among the model's own levels.
  private static final long MAPPED_LEVEL_BYTES = 2 * 8;

  /// The part of the bound that is for applicants who wait for the shadows, on all loops together.
  private static final int QUEUES_DIVISOR = 16;

  private final long bytesMax;
  private final int eventLoops;
  private final Map<Key, Slot> slots = new HashMap<>();
  private long bytes;

  private record Key(String name, FeatureType type) {}

  private static final class Slot {
    int models;
    final Set<String> levels = new HashSet<>();
  }

  /// @param bytesMax the bound
  /// @param eventLoops how many loops answer
  PlanMemory(long bytesMax, int eventLoops) {
    this.bytesMax = bytesMax;
    this.eventLoops = eventLoops;
    bytes = LOOP_BYTES * eventLoops + 2 * bytesMax / QUEUES_DIVISOR;
  }

  /// What is counted so far.
  VersionMemory counted() {
    return new VersionMemory(bytes, bytesMax, bytesMax / QUEUES_DIVISOR / eventLoops);
  }

  /// What is left of the bound.
  long left() {
    return Math.max(0, bytesMax - bytes);
  }

  /// Adds a model, if it fits.
  ///
  /// @return whether it does
  boolean add(Model model) {
    long needed = needed(model);
    if (needed > left()) {
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

  /// What a model would add.
  long needed(Model model) {
    long needed = Footprint.of(model) + LOOP_VERSION_BYTES * eventLoops;
    for (Input input : model.inputs()) {
      Slot slot = slots.get(key(input));
      if (slot == null) {
        needed += SLOT_BYTES + 2 * Footprint.ofText(input.name()) + LOOP_SLOT_BYTES * eventLoops;
      }
      if (input.type() == FeatureType.CATEGORY) {
        needed += neededForLevels(input.levels(), slot == null ? new Slot() : slot);
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

  private static Key key(Input input) {
    return new Key(input.name(), input.type());
  }
}
