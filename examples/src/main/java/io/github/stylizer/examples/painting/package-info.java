/**
 * What the command, its service and its window share: the settings that people choose, and where
 * results go.
 */
@NullMarked
package io.github.stylizer.examples.painting;

import org.jspecify.annotations.NullMarked;
