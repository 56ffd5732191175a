/// `revue.reviews` to `revue.items`: the score of a title, right after every update, removal and
/// move.
@NullMarked
package dev.revue.enrich.fold;

import org.jspecify.annotations.NullMarked;
