/// `revue.pages` to `revue.reviews`: what a page gives now, and what it no longer gives.
@NullMarked
package dev.revue.enrich.review;

import org.jspecify.annotations.NullMarked;
