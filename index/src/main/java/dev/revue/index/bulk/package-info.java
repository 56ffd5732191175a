/// Documents to Elasticsearch in bulks, until each has a final outcome.
@NullMarked
package dev.revue.index.bulk;

import org.jspecify.annotations.NullMarked;
