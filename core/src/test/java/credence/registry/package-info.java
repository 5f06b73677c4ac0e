/// Tests of the registry: its promises, damage, limits, several processes, and killed writers.
@NullMarked
package credence.registry;

import org.jspecify.annotations.NullMarked;
