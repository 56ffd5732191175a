/// Elasticsearch's common analysis components, which its Maven artifacts leave out: the same names
/// and parameters, on the same Lucene classes.
@NullMarked
package dev.revue.embedded.analysis;

import org.jspecify.annotations.NullMarked;
