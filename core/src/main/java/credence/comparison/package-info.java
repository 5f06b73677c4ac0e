/// Gates, the comparisons that a home keeps, and the check whether a version may become champion.
@NullMarked
package credence.comparison;

import org.jspecify.annotations.NullMarked;
