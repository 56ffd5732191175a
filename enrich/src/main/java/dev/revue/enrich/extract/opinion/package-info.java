/// What a review says about it: verdict, pros, cons, aspects, sentiment, quoted critics.
@NullMarked
package dev.revue.enrich.extract.opinion;

import org.jspecify.annotations.NullMarked;
