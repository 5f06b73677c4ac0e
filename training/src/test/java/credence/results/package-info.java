/// What tests expect of results.
@NullMarked
package credence.results;

import org.jspecify.annotations.NullMarked;
