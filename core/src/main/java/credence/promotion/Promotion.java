package credence.promotion;

import credence.comparison.Comparisons;
import credence.comparison.PromotionCheck;
import credence.model.Alias;
import credence.model.VersionName;
import credence.registry.AliasMove;
import credence.registry.Change;
import credence.registry.ModelRegistry;
import credence.registry.MoveOutcome;
import credence.registry.RegistryLimits;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// Moves aliases.
///
/// A move that gives a version traffic, as champion or challenger, is checked first: the gates of
/// the version's spec must have passed in a comparison with the present champion, or the caller
/// overrides them and the history records which. A version with a damaged document could not serve
/// requests, which an override does not change. Rollbacks are not checked, since they restore an
/// earlier state; nor are shadows, since their predictions are not returned.
///
/// All methods may be called from any thread; they read and write files.
public final class Promotion {
  private final ModelRegistry registry;
  private final Function<VersionName, PromotionCheck> check;

  /// Moves the aliases of a registry.
  ///
  /// @param comparisons those of the registry's versions
  public Promotion(ModelRegistry registry, Comparisons comparisons) {
    this(registry, version -> PromotionCheck.of(registry, comparisons, version));
  }

  /// Moves the aliases of a registry.
  ///
  /// @param check checks the version that would receive traffic; may read files
  public Promotion(ModelRegistry registry, Function<VersionName, PromotionCheck> check) {
    this.registry = registry;
    this.check = check;
  }

  /// The result of a move.
  public sealed interface Outcome {
    /// What the move changes for clients, one sentence each; empty if nothing.
    List<String> warnings();
  }

  /// The registry decided.
  ///
  /// @param move its result; [MoveOutcome.Stale] if an alias on which the move depends was moved
  ///   concurrently
  public record Decided(MoveOutcome move, List<String> warnings) implements Outcome {}

  /// The check failed and was not or cannot be overridden; nothing was changed.
  ///
  /// @param reasonsAgainst the reasons, one sentence each; at least one
  /// @param overridable whether it can be overridden
  public record CheckFailed(List<String> reasonsAgainst, boolean overridable, List<String> warnings)
      implements Outcome {}

  /// Moves an alias.
  ///
  /// A checked move is made only if, when it is written, the champion is the one that the version
  /// was checked against and the alias has not moved since the check.
  ///
  /// @param lastMove [credence.registry.AliasState#lastMove()] of the alias when the caller decided
  ///   on the move: the move is made only if it is unchanged; empty for an unconditional move
  /// @param override whether to move even if the check fails, provided that it is overridable
  /// @param change who moves it and why
  public Outcome move(AliasMove move, OptionalLong lastMove, boolean override, Change change) {
    Optional<VersionName> checked = checked(move);
    if (checked.isEmpty()) {
      return new Decided(
          lastMove.isEmpty()
              ? registry.move(move, change)
              : registry.moveIf(move, Map.of(move.alias(), lastMove.getAsLong()), change),
          List.of());
    }
    Map<Alias, Long> lastMoves = new EnumMap<>(Alias.class);
    long before = lastMove.orElseGet(() -> registry.state().alias(move.alias()).lastMove());
    PromotionCheck result = check.apply(checked.get());
    lastMoves.put(Alias.CHAMPION, result.championMove());
    lastMoves.put(move.alias(), before);
    if (result.reasonsAgainst().isEmpty()) {
      return new Decided(registry.moveIf(move, lastMoves, change), result.warnings());
    }
    return override && result.overridable()
        ? new Decided(
            registry.moveIf(move, lastMoves, change.overriding(oneLine(result.reasonsAgainst()))),
            result.warnings())
        : new CheckFailed(result.reasonsAgainst(), result.overridable(), result.warnings());
  }

  /// The version that receives traffic through a move; empty if none does.
  private static Optional<VersionName> checked(AliasMove move) {
    return switch (move) {
      case AliasMove.Promote promote -> Optional.of(promote.version());
      case AliasMove.PutChallenger challenger -> Optional.of(challenger.version());
      case AliasMove.StopChallenger _,
          AliasMove.AddShadow _,
          AliasMove.StopShadow _,
          AliasMove.PutShadows _,
          AliasMove.Rollback _ ->
          Optional.empty();
    };
  }

  /// The reasons against it as stored in the history: one line of limited length.
  private static String oneLine(List<String> reasonsAgainst) {
    int charactersMax = RegistryLimits.DEFAULT.detailCharactersMax();
    String line = String.join("; ", reasonsAgainst);
    return line.length() <= charactersMax ? line : line.substring(0, charactersMax - 1) + "…";
  }
}
