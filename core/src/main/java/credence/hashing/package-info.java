/// SHA-256, and keyed hashing of ids: the same customer gets the same number on every machine and
/// in every run.
@NullMarked
package credence.hashing;

import org.jspecify.annotations.NullMarked;
