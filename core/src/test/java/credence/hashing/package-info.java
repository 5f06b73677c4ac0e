/// Tests of the keyed hash.
@NullMarked
package credence.hashing;

import org.jspecify.annotations.NullMarked;
