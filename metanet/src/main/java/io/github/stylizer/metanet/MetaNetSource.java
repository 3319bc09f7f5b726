package io.github.stylizer.metanet;

import io.github.stylizer.ProgressListener;
import java.io.IOException;

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
      private MetaNet network;

      @Override
      public synchronized MetaNet network(ProgressListener listener) throws IOException {
        if (network == null) {
          network = loading.network(listener);
        }
        return network;
      }
    };
  }
}
