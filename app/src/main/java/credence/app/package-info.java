/// The composition root and the command line: one class for each command.
@NullMarked
package credence.app;

import org.jspecify.annotations.NullMarked;
