/// File operations: durable writes that keep owner and mode, bounded reads of regular files,
/// SHA-256 of files, checksums inside JSON texts, and uniform messages for failed operations.
@NullMarked
package credence.files;

import org.jspecify.annotations.NullMarked;
