/// Decisions as they are recorded: what was asked, which versions answered, with what probability;
/// and the log that takes the records before an answer leaves.
@NullMarked
package credence.decision;

import org.jspecify.annotations.NullMarked;
