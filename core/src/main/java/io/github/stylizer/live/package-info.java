/** Live pictures: frames of a camera or a stream, painted as they come. */
@NullMarked
package io.github.stylizer.live;

import org.jspecify.annotations.NullMarked;
