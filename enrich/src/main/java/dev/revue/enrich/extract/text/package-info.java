/// Text made safe and cut into words and sentences.
@NullMarked
package dev.revue.enrich.extract.text;

import org.jspecify.annotations.NullMarked;
