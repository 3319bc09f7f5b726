package io.github.stylizer.gatys.optim;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The last steps and gradient changes, from which L-BFGS estimates the curvature: Nocedal and
 * Wright, Numerical Optimization, algorithm 7.4 (the two-loop recursion). The recursion is one
 * native program, since it is hundreds of small operations. Recasting it as a few products with a
 * matrix of all pairs is faster on a busy machine, but in single precision it loses the descent
 * direction after about sixty pairs of half a million numbers.
 */
final class LbfgsHistory implements AutoCloseable {
  private static final String PARAMETERS =
      "gradient: Tensor, scale: Tensor, y: List[Tensor], s: List[Tensor], rho: List[Tensor]";
  private static final List<String> TWO_LOOPS =
      List.of(
          "q = torch.neg(gradient)",
          "n = torch.len(y)",
          "alphas = annotate(List[float], [])",
          "for i in range(n):",
          "  j = torch.sub(torch.sub(n, 1), i)",
          "  alpha = float(torch.mul(torch.dot(s[j], q), rho[j]))",
          "  _0 = torch.append(alphas, alpha)",
          "  _1 = torch.add_(q, y[j], alpha=torch.neg(alpha))",
          "_2 = torch.mul_(q, scale)",
          "for k in range(n):",
          "  beta = float(torch.mul(torch.dot(y[k], q), rho[k]))",
          "  m = torch.sub(torch.sub(n, 1), k)",
          "  _3 = torch.add_(q, s[k], alpha=torch.sub(alphas[m], beta))",
          "return q");

  /** A step s, the change y of the gradient over it, and rho = 1 / (y · s). */
  private record Pair(NDArray step, NDArray change, NDArray rho) {
    void close() {
      step.close();
      change.close();
      rho.close();
    }
  }

  private final int capacity;
  private final Deque<Pair> pairs = new ArrayDeque<>();
  private final NDManager manager;
  private final TorchProgram program;
  private NDArray scale;

  /**
   * Creates an empty history.
   *
   * @param capacity the maximum number of pairs
   * @param program from {@link #compile}; the caller closes it
   */
  LbfgsHistory(int capacity, TorchProgram program, NDManager parent) {
    this.capacity = capacity;
    this.manager = parent.newSubManager();
    this.scale = manager.create(1f);
    this.program = program;
  }

  /** Compiles the recursion, for any number of histories. */
  static TorchProgram compile(Device device) {
    return TorchProgram.compile(PARAMETERS, "Tensor", TWO_LOOPS, device);
  }

  /**
   * Adds a step, unless the curvature along it is not clearly positive.
   *
   * @param step the change of the point, {@code (n)}; not modified
   * @param change the change of the gradient, {@code (n)}; not modified
   */
  void add(NDArray step, NDArray change) {
    try (NDArray curvature = change.dot(step)) {
      if (!(curvature.getFloat() > 1e-10f)) {
        return;
      }
      if (pairs.size() == capacity) {
        pairs.removeFirst().close();
      }
      try (NDArray square = change.dot(change)) {
        scale.close();
        scale = keep(curvature.div(square));
      }
      pairs.addLast(
          new Pair(keep(step.duplicate()), keep(change.duplicate()), keep(curvature.pow(-1))));
    }
  }

  private NDArray keep(NDArray array) {
    array.attach(manager);
    return array;
  }

  /**
   * Computes the direction of descent.
   *
   * @param gradient {@code (n)}; not modified
   * @return {@code (n)}, attached to the gradient's manager
   */
  NDArray direction(NDArray gradient) {
    if (pairs.isEmpty()) {
      return gradient.neg();
    }
    return program
        .infer(
            ProgramArguments.of(gradient, scale)
                .list("y", pairs.stream().map(Pair::change).toList())
                .list("s", pairs.stream().map(Pair::step).toList())
                .list("rho", pairs.stream().map(Pair::rho).toList()))
        .singletonOrThrow();
  }

  @Override
  public void close() {
    manager.close();
  }
}
