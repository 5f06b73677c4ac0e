/// The composition root and the command line: one class a command.
@NullMarked
package credence.app;

import org.jspecify.annotations.NullMarked;
