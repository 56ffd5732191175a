/// From pages to reviews, and from reviews to a score per title.
@NullMarked
package dev.revue.enrich;

import org.jspecify.annotations.NullMarked;
