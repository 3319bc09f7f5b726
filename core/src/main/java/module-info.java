/**
 * Images, style models and the interfaces that every method of style transfer shares.
 *
 * <p><b>Start with {@link io.github.stylizer.Stylizer}</b>: it paints a photo in the style of a
 * painting.
 *
 * <p>Methods are found as services. The artifacts {@code stylizer-metanet}, {@code
 * stylizer-fastnet} and {@code stylizer-gatys} each provide one. PyTorch's native library ({@code
 * ai.djl.pytorch:pytorch-native-cpu}) belongs on the class path, also of a modular application: its
 * manifest asks for a module name that Java does not accept.
 *
 * <p>Packages named {@code internal} are open to the other artifacts of this library and to nobody
 * else. They change without notice.
 */
// "module": the siblings that the qualified exports name are built after this module.
// "requires-*automatic": DJL and Commons Imaging have no module descriptors, but stable names.
@SuppressWarnings({"module", "requires-automatic", "requires-transitive-automatic"})
module io.github.stylizer.core {
  requires transitive ai.djl.api;
  requires transitive java.desktop;
  requires static transitive org.jspecify;
  requires ai.djl.pytorch_engine;
  requires com.google.gson;
  requires java.management;
  requires java.xml;
  requires jdk.management;
  requires org.apache.commons.imaging;
  // Only for the optical flow of films, see FilmStylizer.
  requires static org.bytedeco.javacpp;
  requires static org.bytedeco.opencv;
  // DJL's logger: without a descriptor, DJL cannot ask for that module itself.
  requires org.slf4j;

  exports io.github.stylizer;
  exports io.github.stylizer.djl;
  exports io.github.stylizer.film;
  exports io.github.stylizer.image;
  exports io.github.stylizer.live;
  exports io.github.stylizer.tensor;
  exports io.github.stylizer.train;
  exports io.github.stylizer.internal.data to
      io.github.stylizer.metanet,
      io.github.stylizer.vgg;
  exports io.github.stylizer.internal.image to
      io.github.stylizer.fastnet,
      io.github.stylizer.gatys,
      io.github.stylizer.metanet;
  exports io.github.stylizer.internal.io to
      io.github.stylizer.fastnet,
      io.github.stylizer.metanet,
      io.github.stylizer.vgg;
  exports io.github.stylizer.internal.loss to
      io.github.stylizer.fastnet,
      io.github.stylizer.gatys,
      io.github.stylizer.metanet,
      io.github.stylizer.vgg;
  exports io.github.stylizer.internal.nn to
      io.github.stylizer.fastnet,
      io.github.stylizer.metanet,
      io.github.stylizer.vgg;
  exports io.github.stylizer.internal.optim to
      io.github.stylizer.gatys,
      io.github.stylizer.vgg;
  exports io.github.stylizer.internal.refine to
      io.github.stylizer.gatys,
      io.github.stylizer.vgg;
  exports io.github.stylizer.internal.torch to
      io.github.stylizer.fastnet,
      io.github.stylizer.gatys,
      io.github.stylizer.metanet,
      io.github.stylizer.vgg;
  exports io.github.stylizer.internal.train to
      io.github.stylizer.fastnet,
      io.github.stylizer.gatys,
      io.github.stylizer.metanet,
      io.github.stylizer.vgg;
  exports io.github.stylizer.internal.weights to
      io.github.stylizer.fastnet,
      io.github.stylizer.metanet,
      io.github.stylizer.vgg;

  uses io.github.stylizer.StyleMethod;
  uses io.github.stylizer.image.ImageFormatReader;
  uses io.github.stylizer.internal.refine.DefaultExtractor;
}
