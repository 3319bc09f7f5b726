package io.github.stylizer.gatys;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.refine.LinearTaps;
import io.github.stylizer.internal.torch.ConcurrencyLimit;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Feature vectors of images, and the search for the most similar ones. A vector has the features of
 * all taps at one place, on the grid of the third tap: the finer maps are averaged, the coarser
 * ones enlarged. Safe for concurrent use, except with {@link #close()}; holds native memory until
 * then.
 */
final class NearestFeatures implements AutoCloseable {
  // Bounds the matrix of similarities to 32 MB.
  private static final int CHUNK = 2048;
  private static final int MOST_NEIGHBORS = 4096;

  // How many places of the grid are left out along each edge of a painting.
  private static final int EDGE = 2;

  // Its features are those of the application's extractor, up to a rotation.
  private final FeatureExtractor source;
  private final int gridTap;
  private final NDManager manager = PyTorchEngine.newManager();
  private final NDList matrices = new NDList();
  private final NDList products = new NDList();
  private final TorchProgram vectors;
  private final TorchProgram targets;
  private final TorchProgram directions;
  private final TorchProgram nearest;
  private final TorchProgram jointLoss;
  private final TorchProgram separateLoss;

  /**
   * The loss of a picture.
   *
   * @param gradient with respect to the picture
   */
  record Gradient(double loss, NDArray gradient) {}

  NearestFeatures(FeatureExtractor extractor, Device device) {
    boolean linear = extractor instanceof LinearTaps;
    FeatureGrid grid = new FeatureGrid(extractor, linear);
    this.gridTap = grid.gridTap();
    this.source = linear ? ((LinearTaps) extractor).narrow() : extractor;
    if (linear) {
      addMatrices((LinearTaps) extractor, device);
    }
    this.vectors =
        TorchProgram.compile(grid.parameters("f"), "List[Tensor]", grid.vectors(), device);
    this.targets =
        TorchProgram.compile(grid.parameters("t"), "List[Tensor]", grid.targets(), device);
    this.directions =
        TorchProgram.compile(
            "x: Tensor",
            "Tensor",
            List.of(
                "c = torch.sub(x, torch.mean(x, [0], True))",
                "n = torch.sqrt(torch.sum(torch.mul(c, c), [1], True))",
                "return torch.div(c, torch.clamp_min(n, 1e-12))"),
            device);
    this.nearest =
        TorchProgram.compile(
            "x: Tensor, y: Tensor, from_: Tensor",
            "Tensor",
            List.of(
                "best = torch.argmax(torch.matmul(x, torch.t(y)), 1)",
                "return torch.index_select(from_, 0, best)"),
            device);
    this.jointLoss = compileLoss(grid, true, device);
    this.separateLoss = compileLoss(grid, false, device);
  }

  /**
   * Adds for each tap the matrix that gives narrow vectors the inner products that the wide ones
   * have without their bias: the Cholesky factor of the products of the tap's matrix with itself;
   * and these products.
   */
  private void addMatrices(LinearTaps extractor, Device device) {
    List<String> source =
        List.of(
            "q = torch.mm(torch.t(m), m)",
            // Far below what the features mean, and enough for a factor to exist.
            "least = torch.mul(torch.mean(torch.diagonal(q)), 1e-5)",
            "p = torch.add(q, torch.diag(torch.mul(least, torch.ones_like(torch.diagonal(q)))))",
            "return [torch.linalg_cholesky(p), p]");
    try (TorchProgram factor = TorchProgram.compile("m: Tensor", "List[Tensor]", source, device)) {
      for (String tap : extractor.taps()) {
        NDList results = factor.run(ProgramArguments.of(extractor.matrix(tap)));
        results.attach(manager);
        matrices.add(results.get(0));
        products.add(results.get(1));
      }
    }
  }

  private static ProgramArguments with(NDList matrices) {
    return matrices.isEmpty() ? ProgramArguments.of() : ProgramArguments.of().list("w", matrices);
  }

  private static TorchProgram compileLoss(FeatureGrid grid, boolean joint, Device device) {
    return TorchProgram.compile(
        grid.parameters("t") + ", f: List[Tensor]", "List[Tensor]", grid.loss(joint), device);
  }

  /**
   * Prepares targets to be compared with.
   *
   * @param vectors for each tap {@code (places, channels)}
   * @return what {@link #gradient} takes, attached to the manager of the vectors
   */
  NDList targets(NDList vectors) {
    NDList prepared = targets.run(with(matrices).list("t", vectors));
    prepared.attach(vectors.head().getManager());
    return prepared;
  }

  /**
   * Compares a picture with targets.
   *
   * @param image {@code (1, 3, H, W)}
   * @param compared from {@link #targets}
   * @param joint whether all taps make one vector
   * @return attached to the manager of the image
   */
  Gradient gradient(NDArray image, NDList compared, boolean joint) throws InterruptedException {
    TorchProgram program = joint ? jointLoss : separateLoss;
    double[] loss = new double[1];
    NDArray gradient =
        ConcurrencyLimit.step(
            () ->
                source.gradient(
                    image,
                    source.taps(),
                    features -> {
                      NDList results =
                          program.run(with(products).list("t", compared).list("f", features));
                      results.attach(features.head().getManager());
                      loss[0] = results.head().getFloat();
                      return results.subNDList(1);
                    }));
    return new Gradient(loss[0], gradient);
  }

  /**
   * Computes the feature vectors of an image.
   *
   * @param image {@code (1, 3, H, W)}
   * @return for each tap {@code (places, channels)}
   */
  NDList of(NDArray image) throws InterruptedException {
    return ofMaps(image, (found, grid) -> found);
  }

  /**
   * Computes the feature vectors of a painting, without those of its edges: they are most like
   * those of the photo's edges, since both see the padding, and would give every picture the frame
   * or the margin of the paper that a painting may have.
   *
   * @param painting {@code (1, 3, H, W)}
   * @return for each tap {@code (places, channels)}
   */
  NDList inside(NDArray painting) throws InterruptedException {
    return ofMaps(painting, (found, grid) -> inside(found, grid.get(2), grid.get(3)));
  }

  private NDList ofMaps(NDArray image, BiFunction<NDList, Shape, NDList> chosen)
      throws InterruptedException {
    return ConcurrencyLimit.step(
        () -> {
          try (NDList features = source.features(image)) {
            Shape grid = features.get(gridTap).getShape();
            NDList found = vectors.infer(with(matrices).list("f", features));
            found.attach(image.getManager());
            return chosen.apply(found, grid);
          }
        });
  }

  private static NDList inside(NDList vectors, long height, long width) {
    long edge = Math.min(EDGE, Math.min(height, width) / 8);
    NDIndex inner = new NDIndex("{}:{}, {}:{}", edge, height - edge, edge, width - edge);
    NDList results = new NDList();
    for (NDArray tap : vectors) {
      long channels = tap.getShape().get(1);
      try (NDArray map = tap.reshape(height, width, channels);
          NDArray part = map.get(inner)) {
        results.add(part.reshape(-1, channels));
      }
      tap.close();
    }
    return results;
  }

  /** Puts the vectors of several taps side by side. */
  static NDArray joined(NDList taps) {
    return taps.size() == 1 ? taps.head() : NDArrays.concat(taps, 1);
  }

  /**
   * Takes apart what {@link #joined} put together.
   *
   * @return views, attached to the manager of the vectors
   */
  NDList split(NDArray vectors) {
    NDList taps = new NDList();
    long from = 0;
    for (String tap : source.taps()) {
      long to = from + source.channels(tap);
      taps.add(vectors.get(new NDIndex(":, {}:{}", from, to)));
      from = to;
    }
    return taps;
  }

  /**
   * Takes vectors of several images as one collection, at most 4096.
   *
   * @param images the vectors of each
   * @param shares of the images in the collection, which add up to 1
   */
  static NDArray collected(List<NDArray> images, double[] shares) {
    // As many as the image with the fewest vectors for its share allows.
    double total = MOST_NEIGHBORS;
    for (int i = 0; i < shares.length; i++) {
      total = Math.min(total, images.get(i).getShape().get(0) / shares[i]);
    }
    NDList chosen = new NDList();
    for (int i = 0; i < shares.length; i++) {
      long count = images.get(i).getShape().get(0);
      long step = Math.max(1, (long) Math.ceil(count / Math.max(1, total * shares[i])));
      chosen.add(step == 1 ? images.get(i) : images.get(i).get(new NDIndex("::" + step)));
    }
    return chosen.size() == 1 ? chosen.head() : NDArrays.concat(chosen, 0);
  }

  /**
   * Replaces every vector by the most similar one of a collection: that of the largest cosine,
   * after the mean of each side is taken off.
   *
   * @param vectors {@code (places, channels)}
   * @param collection {@code (n, channels)}
   * @return {@code (places, channels)}, of the collection, attached to the manager of {@code
   *     vectors}
   */
  NDArray replaced(NDArray vectors, NDArray collection) throws InterruptedException {
    NDManager owner = vectors.getManager();
    try (NDManager scratch = owner.newSubManager()) {
      NDArray queries = directions(vectors, scratch);
      NDArray candidates = directions(collection, scratch);
      NDList found = new NDList();
      long places = vectors.getShape().get(0);
      for (long start = 0; start < places; start += CHUNK) {
        NDIndex rows = new NDIndex("{}:{}", start, Math.min(places, start + CHUNK));
        NDArray chunk = queries.get(rows);
        found.add(
            ConcurrencyLimit.step(
                () ->
                    nearest
                        .infer(ProgramArguments.of(chunk, candidates, collection))
                        .singletonOrThrow()));
        chunk.close();
      }
      NDArray result = found.size() == 1 ? found.head() : NDArrays.concat(found, 0);
      result.attach(owner);
      return result;
    }
  }

  private NDArray directions(NDArray vectors, NDManager manager) {
    NDArray result = directions.infer(ProgramArguments.of(vectors)).singletonOrThrow();
    result.attach(manager);
    return result;
  }

  @Override
  public void close() {
    manager.close();
    vectors.close();
    targets.close();
    directions.close();
    nearest.close();
    jointLoss.close();
    separateLoss.close();
  }
}
