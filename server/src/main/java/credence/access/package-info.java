/// Who may change something from another machine: bearer tokens, kept as hashes.
@NullMarked
package credence.access;

import org.jspecify.annotations.NullMarked;
