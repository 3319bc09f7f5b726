package io.github.stylizer.internal.optim;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.Tensors;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Adam, Kingma and Ba, <a href="https://arxiv.org/abs/1412.6980">arXiv 1412.6980</a>, algorithm 1,
 * with the decay rate 0.9 of the first moment and epsilon 1e-8 of the paper. The decay rate of the
 * second moment is the paper's 0.999 unless another is given. PyTorch's fused kernel updates all
 * parameters in one native call, without temporary arrays.
 *
 * <p>Owns two moments for every parameter, in the parameter's type, until {@link #close()}. Not
 * safe for concurrent use.
 */
public final class Adam implements AutoCloseable {
  /** The decay rate of the second moment in the paper. */
  public static final double SECOND_DECAY = 0.999;

  private static final String STEPS = "steps";
  private static final String FIRST_MOMENT = "first_moment.";
  private static final String SECOND_MOMENT = "second_moment.";

  private static final String INPUTS =
      "rate: Tensor, steps: Tensor,"
          + " p: List[Tensor], g: List[Tensor], m: List[Tensor], v: List[Tensor]";
  // The kernel ignores strides. So arrays are made contiguous before it and copied back after it,
  // which does nothing if they are contiguous already.
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
              + " beta2=%s, weight_decay=0., eps=1e-08, amsgrad=False, maximize=False)",
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
   * Creates an optimizer whose moments are zero.
   *
   * @param parameters the arrays to optimize by name, at least one, all float32 or all float64 and
   *     on one device; updated in place by every step, not closed
   * @throws IllegalArgumentException if there are no parameters
   */
  public Adam(Map<String, NDArray> parameters) {
    this(parameters, SECOND_DECAY);
  }

  /**
   * Creates an optimizer whose moments are zero, with another decay rate of the second moment.
   *
   * @param parameters as above
   * @param secondDecay above 0, below 1
   * @throws IllegalArgumentException if there are no parameters
   */
  public Adam(Map<String, NDArray> parameters, double secondDecay) {
    this(parameters, zeros(parameters), secondDecay);
  }

  /**
   * Creates an optimizer whose moments are zero, and which shares a program with others.
   *
   * @param parameters as above
   * @param program from {@link #compile}, for the device of the parameters; the caller closes it
   *     after this optimizer
   * @throws IllegalArgumentException if there are no parameters
   */
  public Adam(Map<String, NDArray> parameters, TorchProgram program) {
    this(parameters, zeros(parameters), SECOND_DECAY, Optional.of(program));
  }

  /**
   * Continues where another optimizer stopped: the same gradients give the same parameters, bit for
   * bit.
   *
   * @param parameters as above, with the values they had then
   * @param state the {@link #state()} of the other optimizer, on the device of the parameters;
   *     owned by this optimizer from now on
   * @throws IllegalArgumentException if there are no parameters, or if the state does not match
   *     their names, shapes and types; the caller then still owns the state
   */
  public Adam(Map<String, NDArray> parameters, Map<String, NDArray> state) {
    this(parameters, state, SECOND_DECAY);
  }

  /**
   * Continues where another optimizer with the same decay rate stopped.
   *
   * @param parameters as above
   * @param state as above
   * @param secondDecay the decay rate of the second moment, above 0, below 1
   * @throws IllegalArgumentException as above
   */
  public Adam(Map<String, NDArray> parameters, Map<String, NDArray> state, double secondDecay) {
    this(parameters, state, secondDecay, Optional.empty());
  }

  private Adam(
      Map<String, NDArray> parameters,
      Map<String, NDArray> state,
      double secondDecay,
      Optional<TorchProgram> shared) {
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
      throw new IllegalArgumentException("the state has unexpected arrays: " + superfluous);
    }
    this.ownsProgram = shared.isEmpty();
    this.program = shared.orElseGet(() -> compile(first.getDevice(), secondDecay));
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
    return compile(device, SECOND_DECAY);
  }

  /**
   * Compiles the update with another decay rate of the second moment.
   *
   * @param device where the parameters are
   * @param secondDecay above 0, below 1
   * @return the program, which the caller closes
   */
  public static TorchProgram compile(Device device, double secondDecay) {
    List<String> update =
        UPDATE.stream().map(line -> line.replace("%s", Double.toString(secondDecay))).toList();
    return TorchProgram.compile(INPUTS, "Tensor", update, device);
  }

  private static NDArray first(Map<String, NDArray> parameters) {
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one parameter");
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
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "'%s' is %s %s, expected %s %s",
              name,
              Tensors.typeName(array.getDataType()),
              array.getShape(),
              Tensors.typeName(dataType),
              shape));
    }
  }

  /**
   * Updates the parameters.
   *
   * @param gradients one for each parameter, in the order of the map, of the same shape and type,
   *     all finite; neither modified nor closed
   * @param learningRate roughly how far each value moves, above 0
   * @throws IllegalArgumentException if the gradients do not match the parameters or the learning
   *     rate is not finite and above 0
   */
  public void step(NDList gradients, double learningRate) {
    if (!(learningRate > 0 && Double.isFinite(learningRate))) {
      throw new IllegalArgumentException(
          "the learning rate must be a finite number above 0, but is " + learningRate);
    }
    if (gradients.size() != parameters.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "expected %d gradients, one for each parameter, but found %d",
              parameters.size(),
              gradients.size()));
    }
    Iterator<NDArray> gradient = gradients.iterator();
    parameters.forEach(
        (name, array) ->
            check("gradient of " + name, gradient.next(), array.getShape(), array.getDataType()));
    // The program reads the rate on the host.
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
   * Returns what a checkpoint must store: the number of steps, and for every parameter the running
   * means of its gradient and of the gradient's square.
   *
   * @return arrays by name, in a fixed order; not copies: this optimizer owns them and changes them
   *     with the next step
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
