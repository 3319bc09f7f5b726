package io.github.stylizer.testing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Counts the native arrays that an object keeps alive, by looking for the managers in its fields: a
 * result that joined the manager of a model's weights is a leak that the caller cannot see.
 */
public final class NativeArrays {
  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<NDArray> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();

  private NativeArrays() {}

  /**
   * Counts the arrays of all managers that can be reached from an object.
   *
   * @param owner the object
   * @return how many arrays are open
   */
  public static int heldBy(Object owner) {
    NativeArrays search = new NativeArrays();
    search.visit(owner);
    while (!search.open.isEmpty()) {
      search.lookInto(search.open.pop());
    }
    return search.arrays.size();
  }

  private void visit(Object value) {
    if (value != null && !(value instanceof NDArray) && seen.add(value)) {
      open.push(value);
    }
  }

  private void lookInto(Object value) {
    String type = value.getClass().getName();
    if (value instanceof NDManager manager) {
      arrays.addAll(manager.getManagedArrays());
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(this::visit);
    } else if (value instanceof Iterable<?> elements && !(value instanceof java.nio.file.Path)) {
      elements.forEach(this::visit);
    } else if (value instanceof Object[]) {
      for (int i = 0; i < Array.getLength(value); i++) {
        visit(Array.get(value, i));
      }
    } else if (type.startsWith("io.github.stylizer.") || type.startsWith("ai.djl.")) {
      visitFields(value);
    }
  }

  private void visitFields(Object value) {
    for (Class<?> type = value.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive()) {
          visit(read(field, value));
        }
      }
    }
  }

  private static Object read(Field field, Object owner) {
    if (!field.trySetAccessible()) {
      return null;
    }
    try {
      return field.get(owner);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }
}
