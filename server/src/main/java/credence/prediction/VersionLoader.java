package credence.prediction;

import credence.assignment.AssignmentKey;
import credence.assignment.ShareAssignment;
import credence.model.Alias;
import credence.model.Fault;
import credence.model.VersionName;
import credence.registry.Challenge;
import credence.registry.DocumentReading;
import credence.registry.ModelRegistry;
import credence.registry.Publication;
import credence.registry.RegistryState;
import credence.registry.UnknownVersion;
import credence.scoring.LiveVersion;
import credence.scoring.ServingPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Keeps the documents of the registry's versions in memory and makes serving states of them. A
/// document that was loaded stays loaded when its file is damaged later. Not safe for use by
/// several threads.
final class VersionLoader {
  private final ModelRegistry registry;
  private final DocumentReader reader;
  private final Map<Publication, LoadedDocument> loaded = new HashMap<>();
  private final Map<Publication, Fault> damages = new HashMap<>();

  VersionLoader(ModelRegistry registry, DocumentReader reader) {
    this.registry = registry;
    this.reader = reader;
  }

  /// Loads what is new, forgets what was removed, and makes the state of it.
  ServingState load(RegistryState state) {
    loaded.keySet().retainAll(state.publications());
    damages.keySet().retainAll(state.publications());
    for (Publication publication : state.publications()) {
      if (!loaded.containsKey(publication)) {
        check(publication);
      }
    }
    return serving(state);
  }

  /// Reads a version's document again.
  ///
  /// @return whether it is damaged now and was not, or is whole now and was not
  boolean check(Publication publication) {
    Fault before = damages.get(publication);
    Fault now = read(publication);
    if (now == null) {
      damages.remove(publication);
    } else {
      damages.put(publication, now);
    }
    return (before == null) != (now == null);
  }

  /// What is wrong with a version's document; null if nothing is known to be.
  @Nullable Fault damage(Publication publication) {
    return damages.get(publication);
  }

  /// Whether a version is in memory.
  boolean isLoaded(Publication publication) {
    return loaded.containsKey(publication);
  }

  /// The state that the versions in memory make.
  ServingState serving(RegistryState state) {
    List<ServingPlan.Member> members = new ArrayList<>();
    List<ServedVersion> versions = new ArrayList<>();
    for (Publication publication : state.publications()) {
      LoadedDocument document = loaded.get(publication);
      if (document != null) {
        members.add(new ServingPlan.Member(publication.name(), document.content().model()));
      }
      versions.add(
          new ServedVersion(
              publication,
              state.aliasesOf(publication.name()),
              state.retired().contains(publication.name()),
              document,
              damages.get(publication)));
    }
    ServingPlan plan = ServingPlan.of(members, state.aliases());
    LiveVersion champion = plan.champion();
    if (champion == null) {
      return ServingState.notReady(plan, versions, obstacle(state));
    }
    Choice.Challenger challenger = challenger(plan, state);
    List<LiveVersion> shadows =
        state.alias(Alias.SHADOW).versions().stream()
            .map(shadow -> plan.find(shadow.text()))
            .filter(Objects::nonNull)
            .toList();
    return challenger == null && shadows.isEmpty()
        ? ServingState.ready(plan, versions)
        : ServingState.ready(plan, versions, new Choice.Live(champion, challenger, shadows));
  }

  /// The challenger; null if there is none, or it is the champion by now.
  private static Choice.@Nullable Challenger challenger(ServingPlan plan, RegistryState state) {
    VersionName name = state.version(Alias.CHALLENGER).orElse(null);
    Challenge challenge = state.alias(Alias.CHALLENGER).challenge();
    AssignmentKey key = state.assignmentKey();
    if (name == null
        || challenge == null
        || key == null
        || state.version(Alias.CHAMPION).filter(name::equals).isPresent()) {
      return null;
    }
    return new Choice.Challenger(
        name.text(),
        plan.find(name.text()),
        new ShareAssignment(key, challenge.id(), challenge.share()));
  }

  /// @return what is wrong; null if the document is in memory and whole on disk
  private @Nullable Fault read(Publication publication) {
    return switch (registry.document(publication.name())) {
      case DocumentReading.Damaged damaged -> damaged.fault();
      case UnknownVersion _ ->
          new Fault(
              publication.name().text(), "expected the document of a version that was published");
      case DocumentReading.Whole whole -> keep(publication, whole.bytes());
    };
  }

  private @Nullable Fault keep(Publication publication, byte[] document) {
    if (loaded.containsKey(publication)) {
      return null;
    }
    return switch (reader.read(document)) {
      case DocumentReader.Unreadable unreadable ->
          new Fault(publication.name().text(), unreadable.expected());
      case DocumentReader.Read content -> {
        loaded.put(publication, new LoadedDocument(document, content));
        yield null;
      }
    };
  }

  private String obstacle(RegistryState state) {
    VersionName champion = state.aliases().get(Alias.CHAMPION.text());
    if (champion == null) {
      return "no model version has been published: train one with `credence train --data FILE`";
    }
    return "the champion "
        + champion
        + " cannot be loaded, its document is damaged: restore the file that the server's log names,"
        + " or promote another version with `credence promote VERSION --reason WHY`";
  }
}
