/// Turns figures, findings, gates, comparisons and models into text for people. Documents hold
/// codes and parameters; their sentences are here.
@NullMarked
package credence.wording;

import org.jspecify.annotations.NullMarked;
