/// Tests of what is printed on a terminal.
@NullMarked
package credence.app.terminal;

import org.jspecify.annotations.NullMarked;
