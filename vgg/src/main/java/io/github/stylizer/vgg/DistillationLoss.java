package io.github.stylizer.vgg;

import ai.djl.ndarray.NDArray;
import io.github.stylizer.internal.loss.ChannelStatistics;
import io.github.stylizer.internal.torch.Tensors;
import java.util.List;

/**
 * The distance of a predicted feature map y to a teacher's t (distillation, Hinton et al., arXiv
 * 1503.02531). With the mean μ and the deviation σ of every channel of every image:
 *
 * <pre>
 * mean((y - t)²) / var(t) + ½ · (mean((μ(y) - μ(t))²) / var(μ(t)) + mean((σ(y) - σ(t))²) / var(σ(t)))
 * </pre>
 *
 * <p>Not a compiled program: PyTorch derives the gradients of a program's first runs in another way
 * than those of all others, so that a resumed training would end with slightly different weights.
 *
 * @param unexplained the first term: the share of the variance of t that y leaves unexplained
 * @param moments the second term
 */
record DistillationLoss(NDArray unexplained, NDArray moments) {
  private static final float EPSILON = 1e-6f;
  private static final int[] ROWS = {0};

  /**
   * Computes the loss of one tap; gradients flow through it.
   *
   * @param found the predicted feature map, {@code (N, C, h, w)} of at least two pixels
   * @param wanted the teacher's, of the same shape
   * @return scalars, attached to the manager of {@code found}
   */
  static DistillationLoss of(NDArray found, NDArray wanted) {
    NDArray squares = found.sub(wanted).square().mean();
    NDArray all = wanted.reshape(wanted.size(), 1);
    NDArray reached = moments(found);
    NDArray expected = moments(wanted);
    NDArray errors = reached.sub(expected).square().mean(ROWS);
    NDArray ratios = errors.div(variance(expected).add(EPSILON));
    return new DistillationLoss(squares.div(variance(all).sum()), Tensors.scale(ratios.sum(), 0.5));
  }

  /** Mean and deviation of each channel of each image, {@code (N · C, 2)}. */
  private static NDArray moments(NDArray map) {
    return ChannelStatistics.compute(List.of(map)).reshape(-1, 2);
  }

  /** The unbiased variance of each column. */
  private static NDArray variance(NDArray columns) {
    NDArray centered = columns.sub(columns.mean(ROWS));
    return Tensors.scale(centered.square().sum(ROWS), 1.0 / (columns.getShape().get(0) - 1));
  }
}
