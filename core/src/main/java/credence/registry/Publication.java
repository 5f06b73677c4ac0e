package credence.registry;

import credence.model.VersionName;
import java.time.Instant;

/// A version that exists, and its publication.
///
/// @param name the version's name
/// @param sequence the number of the record that published it
/// @param sha256 the SHA-256 of its document, 64 lower-case hexadecimal digits
/// @param time when it was published
/// @param author who published it
/// @param reason why
public record Publication(
    VersionName name, long sequence, String sha256, Instant time, String author, String reason) {}
