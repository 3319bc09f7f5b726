package io.github.stylizer.metanet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;

/**
 * Paintings that a network reads by another extractor than the one that its pictures are compared
 * with them by.
 *
 * @param compared the statistics that pictures are to have
 * @param reader what the network sees of the same paintings
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
