package credence.wire;

/// Room for bytes that a reader has to hold, of which there is a limited amount.
@FunctionalInterface
public interface Room {
  /// Room without a limit.
  Room ENDLESS = _ -> true;

  /// Asks for more room, or gives some back.
  ///
  /// @param bytes how much more; negative: how much less, which is never refused
  /// @return false if there is none
  boolean change(int bytes);
}
