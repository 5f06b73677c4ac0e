/// What a comparison of a candidate with the champion means for its promotion: gates, the
/// comparisons that a home keeps, and whether a version may become champion.
@NullMarked
package credence.comparison;

import org.jspecify.annotations.NullMarked;
