package credence.console;

import credence.model.Alias;
import credence.model.VersionName;
import credence.registry.AliasTransition;
import credence.registry.Event;
import credence.registry.HistoryRecord;
import credence.registry.RegistryState;
import credence.wording.Figures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The records of the history that concern a version, oldest first.
///
/// @param entries one for each record; the first one is its publication
record VersionEvents(List<Entry> entries) {
  VersionEvents {
    entries = List.copyOf(entries);
  }

  /// A record.
  ///
  /// @param sequence the number of the record
  /// @param change what changed for the version, as a sentence fragment
  /// @param author who requested it
  /// @param reason why
  /// @param overridden the gates that had not passed, and other objections to the change, one
  ///   sentence each; empty unless it was made with an override
  record Entry(
      long sequence,
      Instant time,
      String change,
      String author,
      String reason,
      List<String> overridden) {
    Entry {
      overridden = List.copyOf(overridden);
    }
  }

  /// Selects the records of a version.
  ///
  /// @param records of the registry, oldest first
  static VersionEvents of(List<HistoryRecord> records, VersionName version) {
    List<Entry> entries = new ArrayList<>();
    boolean shadow = false;
    for (HistoryRecord record : records) {
      String change = change(record.event(), version, shadow);
      if (change != null) {
        entries.add(entry(record, change));
      }
      if (record.event().transition().orElse(null) instanceof AliasTransition.Shadows to) {
        shadow = to.after().contains(version);
      }
    }
    return new VersionEvents(entries);
  }

  /// The move by which a version has an alias now.
  ///
  /// @param alias the alias
  /// @param entry the record of its last move
  record Held(String alias, Entry entry) {}

  /// The moves by which the version is champion and challenger now, without its publication; empty
  /// if it is neither.
  List<Held> held(RegistryState state, VersionName version) {
    List<Held> held = new ArrayList<>();
    for (Alias alias : List.of(Alias.CHAMPION, Alias.CHALLENGER)) {
      if (state.version(alias).filter(version::equals).isPresent()) {
        entries.stream()
            .skip(1)
            .filter(entry -> entry.sequence() == state.alias(alias).lastMove())
            .forEach(entry -> held.add(new Held(alias.text(), entry)));
      }
    }
    return held;
  }

  private static Entry entry(HistoryRecord record, String change) {
    return new Entry(
        record.sequence(),
        record.time(),
        change,
        record.author(),
        record.reason(),
        record.override().map(VersionEvents::sentences).orElse(List.of()));
  }

  /// The objections of an override, which the history keeps in one line.
  private static List<String> sentences(String override) {
    return List.of(override.split("; (?=gate )"));
  }

  /// The change that an event made to a version; null if none.
  ///
  /// @param shadow whether the version was a shadow before
  private static @Nullable String change(Event event, VersionName version, boolean shadow) {
    return switch (event) {
      case Event.Published published ->
          !published.version().equals(version)
              ? null
              : published.champion()
                  ? "published, and champion because it was the first version"
                  : "published";
      case Event.RolledBack(AliasTransition to) -> {
        String moved = moved(to, version, shadow);
        yield moved == null ? null : moved + ", by a rollback";
      }
      case Event.OfAlias move -> moved(move.to(), version, shadow);
      case Event.Retired(VersionName retired) -> retired.equals(version) ? "retired" : null;
      case Event.Reinstated(VersionName reinstated) ->
          reinstated.equals(version) ? "reinstated" : null;
      case Event.Removed(VersionName removed) -> removed.equals(version) ? "removed" : null;
    };
  }

  private static @Nullable String moved(AliasTransition to, VersionName version, boolean shadow) {
    return switch (to) {
      case AliasTransition.Champion(VersionName before, VersionName after) ->
          after.equals(version)
              ? "promoted to champion" + (before == null ? "" : ", replacing " + before)
              : version.equals(before) ? "replaced as champion by " + after : null;
      case AliasTransition.Challenger(VersionName before, VersionName after, var challenge) ->
          after.equals(version)
              ? "challenger with a share of " + Figures.chosenPercent(challenge.share())
              : version.equals(before) ? "replaced as challenger by " + after : null;
      case AliasTransition.NoChallenger(VersionName before) ->
          before.equals(version) ? "no longer challenger" : null;
      case AliasTransition.Shadows(_, List<VersionName> after) ->
          after.contains(version) == shadow ? null : shadow ? "no longer a shadow" : "shadow";
    };
  }
}
