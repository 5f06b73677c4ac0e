package credence.registry;

/// A mark of what a registry holds, which its implementation chooses. Two stamps of one registry
/// are equal by [Object#equals(Object)] only if nothing changed between them; nothing else can be
/// asked of a stamp.
public interface RegistryStamp {}
