@NullMarked
package credence.retraining;

import org.jspecify.annotations.NullMarked;
