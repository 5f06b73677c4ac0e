/// Where model versions are kept: their documents, and the history of who published, moved and
/// removed them. Knows documents as bytes, never what stands in them.
@NullMarked
package credence.registry;

import org.jspecify.annotations.NullMarked;
