/// Pages that need a browser: jobs from a share group, headless Chromium, answers to the page's
/// owner.
@NullMarked
package dev.revue.ingest.render;

import org.jspecify.annotations.NullMarked;
