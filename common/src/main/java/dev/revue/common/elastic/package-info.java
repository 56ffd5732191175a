/// Clients of Elasticsearch, made from settings.
@NullMarked
package dev.revue.common.elastic;

import org.jspecify.annotations.NullMarked;
