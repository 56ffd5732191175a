/// What was asked: parameters from strangers → a search that is within its limits → its body.
@NullMarked
package dev.revue.search.query;

import org.jspecify.annotations.NullMarked;
