/// HTTP: which request gets which answer, as a page or as JSON.
@NullMarked
package dev.revue.search.web;

import org.jspecify.annotations.NullMarked;
