/// Tests of the assignment of applicants.
@NullMarked
package credence.assignment;

import org.jspecify.annotations.NullMarked;
