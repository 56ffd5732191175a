/// Any page to its reviews: pure, deterministic, without network, clock or state.
@NullMarked
package dev.revue.enrich.extract;

import org.jspecify.annotations.NullMarked;
