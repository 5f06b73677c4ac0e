/// Tests of drafted specs.
@NullMarked
package credence.drafting;

import org.jspecify.annotations.NullMarked;
