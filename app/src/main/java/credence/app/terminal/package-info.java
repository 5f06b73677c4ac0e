/// What the commands print on a terminal: tables, paragraphs, versions, comparisons, and the
/// progress of long work.
@NullMarked
package credence.app.terminal;

import org.jspecify.annotations.NullMarked;
