/// What the index answered: documents of strangers → records that a page and JSON can show as they
/// are.
@NullMarked
package dev.revue.search.result;

import org.jspecify.annotations.NullMarked;
