/// Where the time goes: recordings of the JDK's flight recorder as flame graphs.
@NullMarked
package credence.benchmarks.profile;

import org.jspecify.annotations.NullMarked;
