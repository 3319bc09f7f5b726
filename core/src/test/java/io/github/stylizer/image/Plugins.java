package io.github.stylizer.image;

import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.IIOServiceProvider;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.spi.ImageWriterSpi;

/** Takes the plugins of TwelveMonkeys, which are on the class path, out of ImageIO and back. */
final class Plugins {
  private Plugins() {}

  static void remove() {
    IIORegistry registry = IIORegistry.getDefaultInstance();
    List<IIOServiceProvider> plugins = new ArrayList<>();
    registry.getServiceProviders(ImageReaderSpi.class, false).forEachRemaining(plugins::add);
    registry.getServiceProviders(ImageWriterSpi.class, false).forEachRemaining(plugins::add);
    plugins.removeIf(plugin -> !plugin.getClass().getName().startsWith("com.twelvemonkeys."));
    plugins.forEach(registry::deregisterServiceProvider);
  }

  static void add() {
    ImageIO.scanForPlugins();
  }
}
