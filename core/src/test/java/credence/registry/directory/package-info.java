/// Tests of the registry: its promises, damage, limits, several processes, and killed writers.
@NullMarked
package credence.registry.directory;

import org.jspecify.annotations.NullMarked;
