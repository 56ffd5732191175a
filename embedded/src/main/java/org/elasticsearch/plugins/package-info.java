/// What must sit beside Elasticsearch's own classes because their constructors are not public.
@NullMarked
package org.elasticsearch.plugins;

import org.jspecify.annotations.NullMarked;
