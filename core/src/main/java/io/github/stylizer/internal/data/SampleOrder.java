package io.github.stylizer.internal.data;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * All randomness of a training set, from one seed: the order of files in every epoch, and a random
 * generator for every sample. Any epoch or sample can be computed without the preceding ones. Not
 * safe for concurrent use.
 */
public final class SampleOrder {
  private final int files;
  private final long epochSeed;
  private final long sampleSeed;
  private int[] permutation = {};
  private long permutedEpoch = -1;

  /**
   * Makes the order of a training set.
   *
   * @param files the number of files, at least 1
   * @param seed any value
   */
  public SampleOrder(int files, long seed) {
    this.files = files;
    // Two seeds, so that the order of epoch 5 and the crop of sample 5 draw different numbers.
    SplittableRandom seeds = new SplittableRandom(seed);
    epochSeed = seeds.nextLong();
    sampleSeed = seeds.nextLong();
  }

  /**
   * Returns the file of a sample. Every epoch uses every file once.
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

  /** Returns the order of an epoch, cached for the next call; must not be modified. */
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
