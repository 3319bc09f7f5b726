package io.github.stylizer.metanet;

import io.github.stylizer.ProgressListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Provides the network of a {@link MetaNetMethod}. */
@FunctionalInterface
interface MetaNetSource {

  /**
   * Returns the network, which this source owns.
   *
   * @param listener receives the progress of a download
   */
  MetaNet network(ProgressListener listener) throws IOException;

  /** Loads a network on first use and keeps it. A failure is not cached. */
  static MetaNetSource loadedOnce(MetaNetSource loading) {
    return new MetaNetSource() {
      private @Nullable MetaNet network;

      @Override
      public synchronized MetaNet network(ProgressListener listener) throws IOException {
        MetaNet loaded = network == null ? loading.network(listener) : network;
        network = loaded;
        return loaded;
      }
    };
  }
}
