/// The registry of a home, kept in a directory of files: documents, history, and comparisons.
@NullMarked
package credence.registry.directory;

import org.jspecify.annotations.NullMarked;
