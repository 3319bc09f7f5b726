package io.github.stylizer.internal.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Adam, Kingma and Ba, <a href="https://arxiv.org/abs/1412.6980">arXiv 1412.6980</a>, algorithm 1,
 * with the decay rates 0.9 and 0.999 and epsilon 1e-8 of the paper. PyTorch's fused kernel updates
 * all parameters in one native call, without temporary arrays.
 *
 * <p>Owns two moments for every parameter, in the parameter's type, until {@link #close()}. For one
 * thread at a time.
 */
public final class Adam implements AutoCloseable {
  private static final String STEPS = "steps";
  private static final String FIRST_MOMENT = "first_moment.";
  private static final String SECOND_MOMENT = "second_moment.";

  private static final String INPUTS =
      "rate: Tensor, steps: Tensor,"
          + " p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor]";
  // The kernel takes numbers as they lie in memory, so that an array which is a view with another
  // order has to be put in order before and copied back afterwards; both do nothing to all others.
  private static final List<String> UPDATE =
      List.of(
          "_0 = torch.add_(steps, 1)",
          "counts = annotate(List[Tensor], [])",
          "cp = annotate(List[Tensor], [])",
          "cg = annotate(List[Tensor], [])",
          "cm = annotate(List[Tensor], [])",
          "cv = annotate(List[Tensor], [])",
          "for i in range(torch.len(p)):",
          "  _1 = torch.append(counts, steps)",
          "  _2 = torch.append(cp, torch.contiguous(p[i]))",
          "  _3 = torch.append(cg, torch.contiguous(g[i]))",
          "  _4 = torch.append(cm, torch.contiguous(m[i]))",
          "  _5 = torch.append(cv, torch.contiguous(v[i]))",
          "none = annotate(List[Tensor], [])",
          "torch._fused_adam_(cp, cg, cm, cv, none, counts, lr=float(rate), beta1=0.9,"
              + " beta2=0.999, weight_decay=0., eps=1e-08, amsgrad=False, maximize=False)",
          "for k in range(torch.len(p)):",
          "  _6 = torch.copy_(p[k], cp[k])",
          "  _7 = torch.copy_(m[k], cm[k])",
          "  _8 = torch.copy_(v[k], cv[k])",
          "return steps");

  private final Map<String, NDArray> parameters;
  private final NDArray steps;
  private final NDList firstMoments = new NDList();
  private final NDList secondMoments = new NDList();
  private final NDManager manager;
  private final TorchProgram program;
  private final boolean ownsProgram;

  /**
   * Begins with moments of zero.
   *
   * @param parameters what is optimized, by name, at least one array; all float32 or all float64
   *     and on one device, changed in place by every step and not closed
   * @throws IllegalArgumentException if there are no parameters
   */
  public Adam(Map<String, NDArray> parameters) {
    this(parameters, zeros(parameters));
  }

  /**
   * Begins with moments of zero, and shares a program with other optimizers.
   *
   * @param parameters what is optimized, as above
   * @param program of {@link #compile}, for the device of the parameters; stays the caller's, who
   *     closes it after this optimizer
   * @throws IllegalArgumentException if there are no parameters
   */
  public Adam(Map<String, NDArray> parameters, TorchProgram program) {
    this(parameters, zeros(parameters), Optional.of(program));
  }

  /**
   * Goes on where another optimizer was, as if it had never stopped: the same gradients give the
   * same parameters bit for bit.
   *
   * @param parameters what is optimized, as above, with the values they had then
   * @param state the {@link #state()} of the other optimizer, whose arrays this one takes over and
   *     closes in the end; on the device of the parameters
   * @throws IllegalArgumentException if there are no parameters, or if the state is not that of an
   *     optimizer of arrays with these names, shapes and types; nothing is taken over then
   */
  public Adam(Map<String, NDArray> parameters, Map<String, NDArray> state) {
    this(parameters, state, Optional.empty());
  }

  private Adam(
      Map<String, NDArray> parameters, Map<String, NDArray> state, Optional<TorchProgram> shared) {
    NDArray first = first(parameters);
    this.parameters = new LinkedHashMap<>(parameters);
    this.steps = find(state, STEPS, new Shape(), DataType.FLOAT32);
    parameters.forEach(
        (name, array) -> {
          Shape shape = array.getShape();
          firstMoments.add(find(state, FIRST_MOMENT + name, shape, array.getDataType()));
          secondMoments.add(find(state, SECOND_MOMENT + name, shape, array.getDataType()));
        });
    Set<String> superfluous = new TreeSet<>(state.keySet());
    superfluous.removeAll(state().keySet());
    if (!superfluous.isEmpty()) {
      throw new IllegalArgumentException("the state has " + superfluous + " of no parameter");
    }
    this.ownsProgram = shared.isEmpty();
    this.program = shared.orElseGet(() -> compile(first.getDevice()));
    this.manager = first.getManager().newSubManager(first.getDevice());
    state.values().forEach(array -> array.attach(manager));
  }

  /**
   * Compiles the update, for any number of optimizers.
   *
   * @param device where the parameters are
   * @return the program, which the caller closes
   */
  public static TorchProgram compile(Device device) {
    return TorchProgram.compile(INPUTS, "Tensor", UPDATE, device);
  }

  private static NDArray first(Map<String, NDArray> parameters) {
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException("there are no parameters, at least one is needed");
    }
    return parameters.values().iterator().next();
  }

  private static Map<String, NDArray> zeros(Map<String, NDArray> parameters) {
    NDArray first = first(parameters);
    NDManager owner = first.getManager();
    Map<String, NDArray> zeros = new LinkedHashMap<>();
    zeros.put(STEPS, owner.zeros(new Shape(), DataType.FLOAT32, first.getDevice()));
    parameters.forEach(
        (name, array) -> {
          for (String moment : List.of(FIRST_MOMENT, SECOND_MOMENT)) {
            zeros.put(
                moment + name,
                owner.zeros(array.getShape(), array.getDataType(), array.getDevice()));
          }
        });
    return zeros;
  }

  private static NDArray find(
      Map<String, NDArray> state, String name, Shape shape, DataType dataType) {
    NDArray array = state.get(name);
    if (array == null) {
      throw new IllegalArgumentException("the state lacks '" + name + "'");
    }
    check(name, array, shape, dataType);
    return array;
  }

  private static void check(String name, NDArray array, Shape shape, DataType dataType) {
    if (!array.getShape().equals(shape) || array.getDataType() != dataType) {
      String message = "'%s' is %s %s, must be %s %s";
      throw new IllegalArgumentException(
          message.formatted(name, array.getDataType(), array.getShape(), dataType, shape));
    }
  }

  /**
   * Moves the parameters against their gradients.
   *
   * @param gradients one for each parameter, in the order of the map, of its shape and type, all
   *     finite; neither modified nor closed
   * @param learningRate about how far each number moves, greater than 0
   * @throws IllegalArgumentException if the gradients do not fit the parameters or the learning
   *     rate is not a positive number
   */
  public void step(NDList gradients, double learningRate) {
    if (!(learningRate > 0 && Double.isFinite(learningRate))) {
      throw new IllegalArgumentException("learning rate " + learningRate + ", must be above 0");
    }
    if (gradients.size() != parameters.size()) {
      throw new IllegalArgumentException(
          gradients.size() + " gradients for " + parameters.size() + " parameters");
    }
    Iterator<NDArray> gradient = gradients.iterator();
    parameters.forEach(
        (name, array) ->
            check("gradient of " + name, gradient.next(), array.getShape(), array.getDataType()));
    // The rate is read on the host, so that is where it is put.
    try (NDManager scratch = manager.newSubManager(Device.cpu())) {
      program.infer(
          ProgramArguments.of(scratch.create(learningRate), steps)
              .list("p", parameters.values())
              .list("g", gradients)
              .list("m", firstMoments)
              .list("v", secondMoments));
    }
  }

  /**
   * Returns what a run has to keep to go on later: the number of steps, and for every parameter the
   * running means of its gradient and of the square.
   *
   * @return the arrays by name, in a fixed order; no copies: they change with the next step and
   *     belong to this optimizer
   */
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    state.put(STEPS, steps);
    int i = 0;
    for (String name : parameters.keySet()) {
      state.put(FIRST_MOMENT + name, firstMoments.get(i));
      state.put(SECOND_MOMENT + name, secondMoments.get(i));
      i++;
    }
    return state;
  }

  /** Frees the state, but not the parameters. A second call does nothing. */
  @Override
  public void close() {
    if (ownsProgram) {
      program.close();
    }
    manager.close();
  }
}
