package credence.prediction;

import credence.model.Alias;
import credence.model.VersionName;
import credence.registry.Publication;
import credence.registry.RegistryState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// The order in which versions are loaded if memory is too small for all: the champion, the
/// challenger and the shadows, then other active versions, then retired ones. Among equals,
/// versions that are already loaded come first, then newer ones.
final class LoadOrder {
  private LoadOrder() {}

  /// Returns all versions of a registry, the most important first.
  ///
  /// @param loaded the versions that are already loaded
  static List<Publication> of(RegistryState state, Set<Publication> loaded) {
    Set<VersionName> named = new LinkedHashSet<>();
    for (Alias alias : List.of(Alias.CHAMPION, Alias.CHALLENGER, Alias.SHADOW)) {
      named.addAll(state.alias(alias).versions());
    }
    List<Publication> order = new ArrayList<>();
    for (Publication publication : state.publications().reversed()) {
      if (!named.contains(publication.name())) {
        order.add(publication);
      }
    }
    order.sort(
        Comparator.comparing(
                (Publication publication) -> state.retired().contains(publication.name()))
            .thenComparing(publication -> !loaded.contains(publication)));
    List<Publication> first = new ArrayList<>();
    for (VersionName name : named) {
      state.publication(name).ifPresent(first::add);
    }
    order.addAll(0, first);
    return order;
  }
}
