/// What a page says about itself in mark-up: JSON-LD, microdata, RDFa, microformats, meta tags.
@NullMarked
package dev.revue.enrich.extract.markup;

import org.jspecify.annotations.NullMarked;
