/// Binary artifacts that are published with a version, and their check before anything is written.
@NullMarked
package credence.registry.artifact;

import org.jspecify.annotations.NullMarked;
