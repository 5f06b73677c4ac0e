package credence.prediction;

import credence.assignment.AssignmentKey;
import credence.assignment.ShareAssignment;
import credence.memory.MemoryBudget;
import credence.model.Alias;
import credence.model.LocatedError;
import credence.model.VersionName;
import credence.registry.Challenge;
import credence.registry.Publication;
import credence.registry.RegistryState;
import credence.scoring.LiveVersion;
import credence.scoring.ServingPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Creates a serving state from the state of the registry and the loaded versions.
///
/// @param loaded the loaded versions
/// @param damages the damage of documents on disk
/// @param shortages the versions that are not loaded for lack of memory
record StateMaker(
    RegistryState registry,
    Map<Publication, DocumentReader.Read> loaded,
    Map<Publication, LocatedError> damages,
    Map<Publication, Shortage> shortages,
    MemoryBudget budget) {
  ServingState make(VersionMemory memory) {
    List<ServingPlan.Member> members = new ArrayList<>();
    List<ServedVersion> versions = new ArrayList<>();
    for (Publication publication : registry.publications()) {
      DocumentReader.Read content = loaded.get(publication);
      if (content != null) {
        members.add(new ServingPlan.Member(publication.name(), content.model()));
      }
      versions.add(
          new ServedVersion(
              publication,
              registry.aliasesOf(publication.name()),
              registry.retired().contains(publication.name()),
              content,
              damages.get(publication),
              shortages.get(publication)));
    }
    ServingPlan plan = ServingPlan.of(members, registry.aliases());
    LiveVersion champion = plan.champion();
    if (champion == null) {
      return ServingState.notReady(plan, versions, memory, registry.position(), notReadyReason());
    }
    Choice.Challenger challenger = challenger(plan);
    List<LiveVersion> shadows =
        registry.alias(Alias.SHADOW).versions().stream()
            .map(shadow -> plan.find(shadow.text()))
            .filter(Objects::nonNull)
            .toList();
    return challenger == null && shadows.isEmpty()
        ? ServingState.ready(plan, versions, memory, registry.position())
        : ServingState.ready(
            plan,
            versions,
            memory,
            new Choice.Live(champion, challenger, shadows),
            registry.position());
  }

  /// The challenger; null if there is none, or it has become the champion.
  private Choice.@Nullable Challenger challenger(ServingPlan plan) {
    VersionName name = registry.version(Alias.CHALLENGER).orElse(null);
    Challenge challenge = registry.alias(Alias.CHALLENGER).challenge();
    AssignmentKey key = registry.assignmentKey();
    if (name == null
        || challenge == null
        || key == null
        || registry.version(Alias.CHAMPION).filter(name::equals).isPresent()) {
      return null;
    }
    return new Choice.Challenger(
        name.text(),
        plan.find(name.text()),
        new ShareAssignment(key, challenge.id(), challenge.share()));
  }

  private String notReadyReason() {
    VersionName champion = registry.aliases().get(Alias.CHAMPION.text());
    if (champion == null) {
      return "no model version has been published; train one with `credence train --data FILE`";
    }
    Shortage shortage = registry.publication(champion).map(shortages::get).orElse(null);
    if (shortage != null) {
      return "the champion "
          + champion
          + " "
          + shortage.figures()
          + " in a heap of "
          + (budget.heapBytes() >> 20)
          + " MiB; start the server with a larger one ("
          + Shortage.HEAP_SETTING
          + "), or promote another version with `credence promote VERSION --reason WHY`";
    }
    return "the champion "
        + champion
        + " cannot be loaded because its document is damaged; restore the file named in the server's log,"
        + " or promote another version with `credence promote VERSION --reason WHY`";
  }
}
