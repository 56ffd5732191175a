/// URLs in the one spelling that Revue uses, and the domains they belong to.
@NullMarked
package dev.revue.ingest.url;

import org.jspecify.annotations.NullMarked;
