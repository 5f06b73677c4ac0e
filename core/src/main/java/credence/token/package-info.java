/// Bearer tokens for access to the admin port from other machines, stored as hashes.
@NullMarked
package credence.token;

import org.jspecify.annotations.NullMarked;
