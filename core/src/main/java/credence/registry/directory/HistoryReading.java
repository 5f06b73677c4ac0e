package credence.registry.directory;

import credence.model.LocatedError;
import credence.registry.HistoryRecord;
import credence.registry.Replay;
import java.util.List;
import java.util.Optional;

/// The result of reading a history from its file.
///
/// @param records the records that are whole, oldest first; up to the damage if there is any
/// @param replay what the records make
/// @param lastHash the hash of the last of these records' lines
/// @param wholeBytes the length of these records' lines
/// @param acknowledged the number of the last record that its writer knew to be on disk; 0 if none
/// @param torn the bytes after the whole records, which no writer finished; empty if there are none
/// @param damage acknowledged records that are missing or changed
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record HistoryReading(
    List<HistoryRecord> records,
    Replay replay,
    String lastHash,
    int wholeBytes,
    long acknowledged,
    byte[] torn,
    Optional<LocatedError> damage) {}
