/// Tests of the files that runs and checks leave in a home.
@NullMarked
package credence.run;

import org.jspecify.annotations.NullMarked;
