package credence.benchmarks.load;

import org.jspecify.annotations.Nullable;

/// What load is put on a server.
///
/// @param connections how many connections
/// @param pipeline how many requests may be on their way on one connection at a time
/// @param schedule when requests are due; null: as soon as a connection has room (closed loop)
/// @param warmupSeconds how long the load lasts before it is counted
/// @param seconds how long it is counted
/// @param requestsMax how many requests are sent at most
/// @param timelineMillis the length of a window of the timeline, 0 for none
record LoadSettings(
    int connections,
    int pipeline,
    @Nullable Schedule schedule,
    double warmupSeconds,
    double seconds,
    long requestsMax,
    int timelineMillis) {}
