/** VGG-16 and VGG-19 as feature extractors, and the download of their weights. */
module io.github.stylizer.vgg {
  requires transitive io.github.stylizer.core;
  requires java.net.http;

  exports io.github.stylizer.vgg;
}
