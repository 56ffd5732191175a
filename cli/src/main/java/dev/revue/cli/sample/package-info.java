/// The sample site: invented publishers, real films, served over real HTTP. A page is a file under
/// `sample/`, a line in `routes.tsv` and an entry in `expected.json`; the tests say which is
/// missing.
@NullMarked
package dev.revue.cli.sample;

import org.jspecify.annotations.NullMarked;
