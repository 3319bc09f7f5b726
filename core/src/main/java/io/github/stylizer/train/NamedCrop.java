package io.github.stylizer.train;

import io.github.stylizer.data.Crop;

/** A crop and what a checkpoint remembers of it. */
record NamedCrop(String name, Crop crop) {}
