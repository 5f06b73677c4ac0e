/// What the commands print: tables, paragraphs, versions, comparisons, results, and the progress of
/// long work.
@NullMarked
package credence.app.terminal;

import org.jspecify.annotations.NullMarked;
