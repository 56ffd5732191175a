/// What a page says to its reader: the main text, without the frame around it.
@NullMarked
package dev.revue.enrich.extract.content;

import org.jspecify.annotations.NullMarked;
