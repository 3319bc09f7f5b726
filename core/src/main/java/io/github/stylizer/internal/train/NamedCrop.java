package io.github.stylizer.internal.train;

import io.github.stylizer.internal.data.Crop;

/** A crop and its name in checkpoints. */
public record NamedCrop(String name, Crop crop) {}
