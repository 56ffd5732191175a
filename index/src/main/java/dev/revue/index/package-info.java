/// The stage from events on Kafka to documents in Elasticsearch: nothing lost, doubled, stale or
/// resurrected.
@NullMarked
package dev.revue.index;

import org.jspecify.annotations.NullMarked;
