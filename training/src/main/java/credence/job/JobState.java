package credence.job;

import org.jspecify.annotations.Nullable;

/// How far a job is.
///
/// @param step the present step, as text for users
/// @param shareDone the estimated share of the job that is done, in [0, 1]; never decreases
/// @param secondsLeft the estimated time until the end of the job; null while it is unknown
/// @param rowsPerSecond the rows that the step processes in a second; null if unknown, or if it
///   does not go through rows once
public record JobState(
    String step, double shareDone, @Nullable Double secondsLeft, @Nullable Double rowsPerSecond) {}
