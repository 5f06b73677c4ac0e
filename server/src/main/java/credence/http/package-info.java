/// How requests come and answers leave: listeners, event loops, connections and exchanges. It knows
/// the paths that are served, but not what is answered on them: a [RouteHandler] is handed each
/// request.
@NullMarked
package credence.http;

import org.jspecify.annotations.NullMarked;
