/// Where model versions are kept: their documents, and the history of who published, moved and
/// removed them. Documents are bytes here; their content is unknown.
@NullMarked
package credence.registry;

import org.jspecify.annotations.NullMarked;
