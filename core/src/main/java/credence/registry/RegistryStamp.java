package credence.registry;

/// What a registry's files look like at a glance; two stamps differ when a change lies between
/// them.
///
/// @param head the acknowledged end of the history as it is written; empty if there is none
/// @param historyBytes the length of the history
/// @param historyModifiedNanos when the history was last written, since 1970
/// @param documentsModifiedNanos when a document last came or went, since 1970
public record RegistryStamp(
    String head, long historyBytes, long historyModifiedNanos, long documentsModifiedNanos) {}
