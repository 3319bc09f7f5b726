package io.github.stylizer.metanet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;

/**
 * Paintings that the network reads with a different extractor than the loss.
 *
 * @param compared the statistics for the loss
 * @param reader the statistics of the same paintings for the network
 */
record TwoViewStyles(StyleSampler compared, StyleSampler reader) implements StyleSampler {

  @Override
  public NDArray statistics(long step, NDManager manager) throws IOException, InterruptedException {
    return compared.statistics(step, manager);
  }

  @Override
  public NDArray encoderInput(long step, NDArray statistics, NDManager manager)
      throws IOException, InterruptedException {
    return reader.statistics(step, manager);
  }

  @Override
  public void normalize(MetaNetParameters parameters) {
    reader.normalize(parameters);
  }

  @Override
  public String description() {
    return compared.description() + ", read as " + reader.description();
  }

  @Override
  public void close() {
    compared.close();
    reader.close();
  }
}
