@NullMarked
package credence.http.answer;

import org.jspecify.annotations.NullMarked;
