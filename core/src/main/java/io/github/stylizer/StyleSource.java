package io.github.stylizer;

import java.io.IOException;

/** Where a style comes from: makes it ready with whichever method is chosen. */
@FunctionalInterface
interface StyleSource {
  StyleModel prepare(StyleMethod method, ProgressListener listener) throws IOException;
}
