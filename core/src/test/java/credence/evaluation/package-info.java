/// Tests of the measures, most of them against the same measure computed the long way.
@NullMarked
package credence.evaluation;

import org.jspecify.annotations.NullMarked;
