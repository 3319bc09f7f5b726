/** Films: frames painted in order without flicker, and film files through an ffmpeg program. */
@NullMarked
package io.github.stylizer.film;

import org.jspecify.annotations.NullMarked;
