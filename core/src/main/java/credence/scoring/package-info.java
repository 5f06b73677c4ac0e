/// Features in, probability of default out: the vector that a request is parsed into, the scorer of
/// one model, and the serving plan of all live versions. Needs the JDK alone and does no I/O.
@NullMarked
package credence.scoring;

import org.jspecify.annotations.NullMarked;
