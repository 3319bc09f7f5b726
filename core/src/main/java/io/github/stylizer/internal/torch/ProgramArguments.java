package io.github.stylizer.internal.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a {@link TorchProgram} in order: arrays, and lists of arrays. Not safe for
 * concurrent use.
 */
public final class ProgramArguments {
  private final List<NDArray> arrays = new ArrayList<>();
  // DJL's name for each array of a list; null for an argument that is a single array.
  private final List<@Nullable String> names = new ArrayList<>();

  private ProgramArguments() {}

  /**
   * Starts with arguments that are arrays.
   *
   * @param arrays any number of them; not modified
   * @return the arguments
   */
  public static ProgramArguments of(NDArray... arrays) {
    ProgramArguments arguments = new ProgramArguments();
    for (NDArray array : arrays) {
      arguments.add(array, null);
    }
    return arguments;
  }

  /**
   * Adds an argument that is a list.
   *
   * @param name of the argument in the program
   * @param elements at least one array, not modified
   * @return these arguments
   */
  public ProgramArguments list(String name, Collection<NDArray> elements) {
    // DJL turns consecutive arrays of the same name into a list.
    elements.forEach(element -> add(element, name + "[]"));
    return this;
  }

  private void add(NDArray array, @Nullable String name) {
    arrays.add(array);
    names.add(name);
  }

  NDArray first() {
    return arrays.get(0);
  }

  /**
   * Makes views of all arrays that carry the names DJL needs, so that the caller's arrays keep
   * theirs: a name such as "photo.jpg" would make DJL pass a dictionary. Gradients flow through
   * views, which, unlike {@code reshape}, keep the memory format.
   *
   * @param scratch owns the views: the managers of weights may be capped
   */
  NDList views(NDManager scratch) {
    NDList views = new NDList(arrays.size());
    for (int i = 0; i < arrays.size(); i++) {
      NDArray array = arrays.get(i);
      NDArray view = view(array, scratch);
      view.setName(names.get(i));
      views.add(view);
    }
    return views;
  }

  private static NDArray view(NDArray array, NDManager scratch) {
    if (!array.getShape().isScalar()) {
      return array.get(scratch, new NDIndex("..."));
    }
    // DJL would copy a scalar: the copy could not be modified in place or used where gradients are
    // recorded.
    NDArray view = array.broadcast(array.getShape());
    view.attach(scratch);
    return view;
  }
}
