/** VGG-16, VGG-19 and a compact VGG as feature extractors, and the training of the latter. */
// The methods that the qualified export names are built after this module.
@SuppressWarnings("module")
module io.github.stylizer.vgg {
  requires transitive io.github.stylizer.core;
  requires java.net.http;

  exports io.github.stylizer.vgg;

  provides io.github.stylizer.internal.refine.DefaultExtractor with
      io.github.stylizer.vgg.compact.CompactVggProvider;

  exports io.github.stylizer.vgg.options to
      io.github.stylizer.gatys,
      io.github.stylizer.metanet;
}
