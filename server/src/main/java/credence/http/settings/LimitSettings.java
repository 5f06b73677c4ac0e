package credence.http.settings;

import credence.memory.MemoryBudget;

/// How much the server accepts before it refuses.
///
/// @param bodyBytesMax the body of one prediction's request, in bytes
/// @param batchBodyBytesMax a batch that comes as a JSON array, in bytes; lines of JSON have no
///   such limit, since they are not kept
/// @param batchRecordsMax the records of a batch that comes as a JSON array
/// @param recordBytesMax one record of a batch, in bytes
/// @param headerBytesMax all header fields of a request, in bytes
/// @param headerFieldsMax the header fields of a request
/// @param requestLineBytesMax the request line with its query, in bytes
/// @param connectionsMax open connections, of all clients
/// @param bufferedBytesMax what is held for clients, of all connections, in bytes: requests that
///   wait for their rest or their turn, and answers that have not been taken
/// @param turnMicrosMax for how long an event loop answers requests for predictions in one turn
///   when turns stay longer (`Turn`), in microseconds; the others are told to come back
/// @param unreadBytesMax answers that a connection's client has not taken, in bytes; nothing more
///   is read from it meanwhile
/// @param faultsMax the faults that the answer to one prediction lists; the others are counted
/// @param recordFaultsMax the faults that the answer to a record of a batch lists; the others are
///   counted
public record LimitSettings(
    int bodyBytesMax,
    int batchBodyBytesMax,
    int batchRecordsMax,
    int recordBytesMax,
    int headerBytesMax,
    int headerFieldsMax,
    int requestLineBytesMax,
    int connectionsMax,
    long bufferedBytesMax,
    int turnMicrosMax,
    int unreadBytesMax,
    int faultsMax,
    int recordFaultsMax) {
  /// 64 KiB a request and a record, 4 MiB and 100,000 records an array, 8 KiB and 100 fields of
  /// headers, 10,240 connections, the clients' share of the heap held for them, 20 ms a turn, 64
  /// KiB unread, 1,000 faults of a prediction and 10 of a record.
  public static LimitSettings defaults() {
    return new LimitSettings(
        64 << 10,
        4 << 20,
        100_000,
        64 << 10,
        8 << 10,
        100,
        4 << 10,
        10_240,
        MemoryBudget.ofThisProcess().clientBytes(),
        20_000,
        64 << 10,
        1_000,
        10);
  }
}
