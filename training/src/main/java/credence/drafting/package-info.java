/// Drafts of specs from files: what columns contain, which are target and id, and what is left out.
@NullMarked
package credence.drafting;

import org.jspecify.annotations.NullMarked;
