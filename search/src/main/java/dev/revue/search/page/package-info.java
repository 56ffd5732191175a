/// Pages for people: records → HTML, by templates that escape by context.
@NullMarked
package dev.revue.search.page;

import org.jspecify.annotations.NullMarked;
