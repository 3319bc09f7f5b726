package io.github.stylizer.metanet;

import io.github.stylizer.ProgressListener;
import java.io.IOException;

/** Where {@link MetaNetMethod} has its network from. */
@FunctionalInterface
interface NetworkSource {

  /**
   * Returns the network, which stays this source's.
   *
   * @param listener told of a download
   */
  MetaNet network(ProgressListener listener) throws IOException;

  /** Loads a network when it is first asked for, and keeps it. A failure is not kept. */
  static NetworkSource loadedOnce(NetworkSource loading) {
    return new NetworkSource() {
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
