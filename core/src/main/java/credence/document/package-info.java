/// Documents: the model spec as people write it, and the model version as it is kept. The one
/// package of the core that knows Jackson.
@NullMarked
package credence.document;

import org.jspecify.annotations.NullMarked;
