package io.github.stylizer.internal.io;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * Providers of this library's services. In an application server only the thread's context class
 * loader sees those of the application; on threads of the common pool only the library's own loader
 * sees any.
 */
public final class Services {
  private Services() {}

  /**
   * Finds all providers, with the thread's context class loader and the library's own.
   *
   * @param <T> the service
   * @param service the service, an interface of this library
   * @return one provider of each class, those of the context class loader first
   * @throws java.util.ServiceConfigurationError if a provider cannot be loaded
   */
  public static <T> List<T> all(Class<T> service) {
    Map<String, T> providers = new LinkedHashMap<>();
    ClassLoader ours = service.getClassLoader();
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (context != ours && sees(context, service)) {
      addAll(providers, service, context);
    }
    addAll(providers, service, ours);
    return List.copyOf(providers.values());
  }

  private static <T> void addAll(Map<String, T> providers, Class<T> service, ClassLoader loader) {
    ServiceLoader.load(service, loader).stream()
        .forEach(found -> providers.computeIfAbsent(found.type().getName(), any -> found.get()));
  }

  // Providers of another copy of the library do not implement this copy's interface.
  private static boolean sees(@Nullable ClassLoader loader, Class<?> service) {
    try {
      return Class.forName(service.getName(), false, loader) == service;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
