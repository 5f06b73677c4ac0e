/// The contents of a home directory: the registry, comparisons, training sets, training runs and
/// tokens.
@NullMarked
package credence.home;

import org.jspecify.annotations.NullMarked;
