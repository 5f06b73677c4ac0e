/// Which applicants the challenger answers: the same ones on every node and after every restart.
@NullMarked
package credence.assignment;

import org.jspecify.annotations.NullMarked;
