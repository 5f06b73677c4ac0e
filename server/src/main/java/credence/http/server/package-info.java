/// The server as a whole: assembles the prediction port, from the registry that it follows to its
/// routes.
@NullMarked
package credence.http.server;

import org.jspecify.annotations.NullMarked;
