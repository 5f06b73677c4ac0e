/// The server as a whole: puts the port for predictions together, from the registry that it follows
/// to the routes that it answers.
@NullMarked
package credence.http.server;

import org.jspecify.annotations.NullMarked;
