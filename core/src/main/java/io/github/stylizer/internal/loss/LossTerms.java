package io.github.stylizer.internal.loss;

import ai.djl.ndarray.NDArray;
import io.github.stylizer.internal.torch.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a loss, such as {@code content}, {@code style} and {@code total variation} of a
 * {@link PerceptualLoss} or {@link StatisticsLoss}, each multiplied by its weight. All are
 * 0-dimensional arrays that gradients flow through; reading their values waits for the computation.
 *
 * @param terms by name, in the order in which they are reported; a term with weight 0 may be
 *     missing
 * @param total the sum of the terms
 */
public record LossTerms(Map<String, NDArray> terms, NDArray total) {

  /**
   * Copies the terms.
   *
   * @param terms by name
   * @param total the sum of the terms
   */
  public LossTerms {
    terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
  }

  /**
   * The terms of painted images, with a total variation unless its weight is 0.
   *
   * @param terms the others, at least one
   */
  static LossTerms ofPictures(
      Map<String, NDArray> terms, NDArray images, double totalVariationWeight) {
    Map<String, NDArray> all = new LinkedHashMap<>(terms);
    if (totalVariationWeight != 0) {
      try (NDArray sum = TotalVariation.compute(images)) {
        all.put("total variation", Tensors.scale(sum, totalVariationWeight));
      }
    }
    return new LossTerms(all, all.values().stream().reduce(NDArray::add).orElseThrow());
  }

  /**
   * Adds a term.
   *
   * @param name of the term
   * @param term 0-dimensional, with its weight
   * @return all terms, and a new total
   */
  public LossTerms with(String name, NDArray term) {
    Map<String, NDArray> all = new LinkedHashMap<>(terms);
    all.put(name, term);
    return new LossTerms(all, total.add(term));
  }

  /**
   * Returns all arrays, for a scope that keeps them.
   *
   * @return the terms, then the total
   */
  public List<NDArray> arrays() {
    List<NDArray> arrays = new ArrayList<>(terms.values());
    arrays.add(total);
    return arrays;
  }

  /**
   * Returns a term.
   *
   * @param name of the term
   * @return its value; null if there is no such term
   */
  public @Nullable NDArray get(String name) {
    return terms.get(name);
  }

  /**
   * Reads the values of all terms.
   *
   * @return the terms in their order, then {@code total}
   */
  public Map<String, Double> values() {
    Map<String, Double> values = new LinkedHashMap<>();
    terms.forEach((name, term) -> values.put(name, (double) term.getFloat()));
    values.put("total", (double) total.getFloat());
    return values;
  }
}
