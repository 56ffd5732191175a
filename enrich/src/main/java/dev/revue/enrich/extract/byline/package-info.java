/// Who wrote a page, when, and under which headline.
@NullMarked
package dev.revue.enrich.extract.byline;

import org.jspecify.annotations.NullMarked;
