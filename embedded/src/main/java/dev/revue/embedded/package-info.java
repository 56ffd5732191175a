/// A genuine Kafka broker and a genuine Elasticsearch node without Docker, for the demo and for
/// tests.
@NullMarked
package dev.revue.embedded;

import org.jspecify.annotations.NullMarked;
