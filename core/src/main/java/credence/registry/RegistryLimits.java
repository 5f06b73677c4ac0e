package credence.registry;

/// The bounds of a registry.
///
/// @param documentBytesMax the longest model document
/// @param historyBytesMax the longest history; when it is full, nothing more can be changed
/// @param authorCharactersMax the longest author
/// @param reasonCharactersMax the longest reason
/// @param detailsMax how many details a change may have
/// @param detailNameCharactersMax the longest name of a detail
/// @param detailCharactersMax the longest value of a detail
/// @param writeWaitMillis how long a change waits for another one to end
public record RegistryLimits(
    int documentBytesMax,
    int historyBytesMax,
    int authorCharactersMax,
    int reasonCharactersMax,
    int detailsMax,
    int detailNameCharactersMax,
    int detailCharactersMax,
    int writeWaitMillis) {
  /// What holds when nobody says otherwise.
  public static final RegistryLimits DEFAULT =
      new RegistryLimits(16 << 20, 64 << 20, 200, 2_000, 32, 100, 1_000, 10_000);
}
