package io.github.stylizer.internal.data;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * All randomness of a training set, from one seed: in which order every epoch takes the files, and
 * a generator of its own for every sample. Both can be computed for any epoch and sample without
 * those before it. Not safe for use by several threads.
 */
public final class SampleOrder {
  private final int files;
  private final long epochSeed;
  private final long sampleSeed;
  private int[] permutation;
  private long permutedEpoch = -1;

  /**
   * Makes the order of a set.
   *
   * @param files how many there are, at least 1
   * @param seed decides everything; any value
   */
  public SampleOrder(int files, long seed) {
    this.files = files;
    // Two seeds, lest the order of epoch 5 and the crop of sample 5 draw the same numbers.
    SplittableRandom seeds = new SplittableRandom(seed);
    epochSeed = seeds.nextLong();
    sampleSeed = seeds.nextLong();
  }

  /**
   * Returns which file a sample is: every epoch takes every file once.
   *
   * @param sample its number, from 0
   * @return 0 to the number of files - 1
   */
  public int file(long sample) {
    return permutation(epoch(sample))[position(sample)];
  }

  long epoch(long sample) {
    return sample / files;
  }

  int position(long sample) {
    return (int) (sample % files);
  }

  RandomGenerator generator(long sample) {
    return new SplittableRandom(sampleSeed + sample);
  }

  /** The order of an epoch, which is kept for the next call; not to be changed. */
  int[] permutation(long epoch) {
    if (epoch != permutedEpoch) {
      permutation = shuffled(new SplittableRandom(epochSeed + epoch));
      permutedEpoch = epoch;
    }
    return permutation;
  }

  private int[] shuffled(RandomGenerator random) {
    int[] order = new int[files];
    for (int i = 0; i < files; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
