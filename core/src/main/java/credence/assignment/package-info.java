/// Assignment of applicants to the challenger: the same on every node and after every restart.
@NullMarked
package credence.assignment;

import org.jspecify.annotations.NullMarked;
