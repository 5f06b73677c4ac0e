/// A registry in memory: passes the contract of registries without files, from another package.
@NullMarked
package credence.registry.memory;

import org.jspecify.annotations.NullMarked;
