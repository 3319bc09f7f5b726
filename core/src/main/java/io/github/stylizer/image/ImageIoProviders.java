package io.github.stylizer.image;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/**
 * Finds readers of {@link javax.imageio.ImageIO} by who made them. ImageIO itself shows every file
 * to every plug-in, and takes the first that claims it.
 */
final class ImageIoProviders {
  static final String JDK = "com.sun.imageio.";
  static final String TWELVE_MONKEYS = "com.twelvemonkeys.";

  private ImageIoProviders() {}

  /**
   * Finds the provider of a format.
   *
   * @param format its name, in any case
   * @param prefix of the name of the provider's class; empty for any provider
   */
  static Optional<ImageReaderSpi> find(String format, String prefix) {
    return all().stream()
        .filter(provider -> provider.getClass().getName().startsWith(prefix))
        .filter(
            provider -> Arrays.stream(provider.getFormatNames()).anyMatch(format::equalsIgnoreCase))
        .findFirst();
  }

  /** Returns all providers. */
  static List<ImageReaderSpi> all() {
    List<ImageReaderSpi> providers = new ArrayList<>();
    Iterator<ImageReaderSpi> registered =
        IIORegistry.getDefaultInstance().getServiceProviders(ImageReaderSpi.class, true);
    registered.forEachRemaining(providers::add);
    return providers;
  }
}
