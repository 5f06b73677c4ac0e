/// Documents: the model spec as users write it, and the stored form of model versions.
@NullMarked
package credence.document;

import org.jspecify.annotations.NullMarked;
