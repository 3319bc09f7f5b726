package io.github.stylizer.internal.train;

import io.github.stylizer.internal.data.Crop;

/** A crop and what a checkpoint remembers of it. */
public record NamedCrop(String name, Crop crop) {}
