@NullMarked
package credence.decision.segment;

import org.jspecify.annotations.NullMarked;
