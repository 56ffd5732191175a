/// Events to flat documents, as the index contract wants them. Pure.
@NullMarked
package dev.revue.index.document;

import org.jspecify.annotations.NullMarked;
