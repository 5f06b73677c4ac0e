@NullMarked
package credence.document;

import org.jspecify.annotations.NullMarked;
