@NullMarked
package credence.http.metrics;

import org.jspecify.annotations.NullMarked;
