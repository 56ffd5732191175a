/// The index stage beside its ceiling and its peers: same documents, mapping and node.
@NullMarked
package dev.revue.bench.index;

import org.jspecify.annotations.NullMarked;
