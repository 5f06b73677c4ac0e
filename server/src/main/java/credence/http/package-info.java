/// HTTP transport: listeners, event loops, connections and exchanges. It knows the served paths but
/// not their responses: each request is passed to a [RouteHandler].
@NullMarked
package credence.http;

import org.jspecify.annotations.NullMarked;
