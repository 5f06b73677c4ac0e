package credence.registry;

import credence.model.Alias;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an alias named, move by move: a stack of values. A move to another value puts it on top, a
/// rollback takes the top off, and the alias is what is on top then. So a rollback undoes the last
/// move that has not been undone, and each further one the move before that.
///
/// *Champion* begins with nothing and never goes back to it; *challenger* and *shadow* begin with
/// the value of naming no version.
final class AliasMoves {
  private final Alias alias;
  private final Deque<AliasValue> stack = new ArrayDeque<>();
  private @Nullable HistoryRecord moved;

  AliasMoves(Alias alias) {
    this.alias = alias;
    if (alias != Alias.CHAMPION) {
      stack.push(AliasValue.NONE);
    }
  }

  /// What the alias is.
  AliasValue now() {
    return stack.isEmpty() ? AliasValue.NONE : stack.getFirst();
  }

  /// What a rollback would make it; empty if there is nothing to roll back.
  Optional<AliasValue> before() {
    return stack.stream().skip(1).findFirst();
  }

  /// The alias as others see it.
  AliasState state() {
    return new AliasState(alias, now().versions(), now().challenge(), moved);
  }

  /// Plays a move to another value.
  ///
  /// @return false if the alias cannot move so from the value that it has; then nothing has changed
  boolean move(HistoryRecord record, AliasTransition transition) {
    AliasValue to = AliasValue.after(transition);
    if (to.equals(now()) || !isFromHere(transition, to)) {
      return false;
    }
    stack.push(to);
    moved = record;
    return true;
  }

  /// Plays a rollback.
  ///
  /// @return false if a rollback moves the alias otherwise; then nothing has changed
  boolean rollBack(HistoryRecord record, AliasTransition transition) {
    AliasValue to = before().orElse(null);
    if (to == null || !isFromHere(transition, to)) {
      return false;
    }
    stack.removeFirst();
    moved = record;
    return true;
  }

  private boolean isFromHere(AliasTransition transition, AliasValue to) {
    return transition.equals(now().transition(alias, to));
  }
}
