/// Tests of homes.
@NullMarked
package credence.home;

import org.jspecify.annotations.NullMarked;
