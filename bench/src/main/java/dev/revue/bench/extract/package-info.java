/// Extraction measured beside its ceiling and its peers, and on pages that mean harm.
@NullMarked
package dev.revue.bench.extract;

import org.jspecify.annotations.NullMarked;
