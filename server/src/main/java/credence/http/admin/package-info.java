/// The admin port: access control, and the handlers for aliases, the history, retirement, reports,
/// training sets and training runs.
@NullMarked
package credence.http.admin;

import org.jspecify.annotations.NullMarked;
