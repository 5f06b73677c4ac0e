/// Renders metrics, findings, gates, comparisons and models as text for users. Documents store
/// codes and parameters; their sentences are here.
@NullMarked
package credence.wording;

import org.jspecify.annotations.NullMarked;
