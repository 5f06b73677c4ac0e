/// The exercise's own files, for tests that reproduce its figures.
@NullMarked
package credence.exercise;

import org.jspecify.annotations.NullMarked;
