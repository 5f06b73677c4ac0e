/// Tests of the jobs of training.
@NullMarked
package credence.job;

import org.jspecify.annotations.NullMarked;
