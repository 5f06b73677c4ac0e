/// Files that survive: durable writes that keep owner and mode, bounded reads of regular files,
/// their SHA-256, checksums inside JSON texts, and one way to word a failed operation.
@NullMarked
package credence.files;

import org.jspecify.annotations.NullMarked;
