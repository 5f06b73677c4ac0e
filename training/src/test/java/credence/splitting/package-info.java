/// Tests of splits and folds.
@NullMarked
package credence.splitting;

import org.jspecify.annotations.NullMarked;
