package credence.http.settings;

import credence.memory.MemoryBudget;

/// The limits beyond which the server rejects requests.
///
/// @param bodyBytesMax maximum size of the body of a prediction request, in bytes
/// @param batchBodyBytesMax maximum size of a batch as a JSON array, in bytes; JSON lines have no
///   such limit, because they are not kept
/// @param batchRecordsMax maximum number of records of a batch as a JSON array
/// @param recordBytesMax maximum size of a record of a batch, in bytes
/// @param headerBytesMax maximum size of all header fields of a request, in bytes
/// @param headerFieldsMax maximum number of header fields of a request
/// @param requestLineBytesMax maximum size of the request line including its query, in bytes
/// @param connectionsMax maximum number of open connections of all clients
/// @param bufferedBytesMax maximum memory for all clients, in bytes: incomplete and waiting
///   requests, and unread responses
/// @param turnMicrosMax how long an event loop serves prediction requests in one turn under
///   overload (`Turn`), in microseconds; the rest is rejected
/// @param unreadBytesMax unread responses of a client, in bytes, beyond which no more requests are
///   read from it
/// @param batchUnreadBytesMax unread answers to a batch as JSON lines, in bytes, beyond which no
///   more of it is read; they are no larger than the part of the batch that was received, and held
///   beyond `unreadBytesMax` only as long as less than half of `bufferedBytesMax` is used
/// @param discardedBytesMax how much of a request is received and discarded after its response, in
///   bytes, so that its client can read the response
/// @param faultsMax maximum number of errors listed in a response to a prediction request; further
///   ones are counted
/// @param recordFaultsMax maximum number of errors listed for a record of a batch; further ones are
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
    int batchUnreadBytesMax,
    int discardedBytesMax,
    int faultsMax,
    int recordFaultsMax) {
  /// 64 KiB per request and per record; 4 MiB and 100,000 records per JSON array; 8 KiB and 100
  /// header fields; 4 KiB per request line; 10,240 connections; the clients' share of the heap; 20
  /// ms per turn; 64 KiB unread, and 16 MiB of a batch that is being received; 64 MiB discarded;
  /// 1,000 errors per prediction and 10 per record.
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
        16 << 20,
        64 << 20,
        1_000,
        10);
  }
}
