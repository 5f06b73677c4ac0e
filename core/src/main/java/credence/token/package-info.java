/// Who may change something from another machine: bearer tokens, kept as hashes.
@NullMarked
package credence.token;

import org.jspecify.annotations.NullMarked;
