/// The admin port: who may come in, and the handlers of aliases, the history, retirements, reports,
/// training sets and training runs.
@NullMarked
package credence.http.admin;

import org.jspecify.annotations.NullMarked;
