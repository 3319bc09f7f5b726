package io.github.stylizer.examples.serve;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;

/** What there is, by method and path. */
final class Routes {

  /**
   * One of them.
   *
   * @param method of HTTP
   * @param template a path in which one part may be a {@code {name}}
   * @param handler gets that part, or an empty string
   */
  record Route(
      String method, String template, Pattern pattern, BiConsumer<Exchange, String> handler) {

    static Route of(String method, String template, BiConsumer<Exchange, String> handler) {
      String pattern = template.replace(".", "\\.").replaceAll("\\{[a-z]+}", "([A-Za-z0-9._-]+)");
      return new Route(method, template, Pattern.compile(pattern), handler);
    }

    boolean allows(String asked) {
      return method.equals(asked) || (method.equals("GET") && asked.equals("HEAD"));
    }
  }

  private final List<Route> routes;

  Routes(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  List<Route> all() {
    return routes;
  }

  /** The template of a path, for metrics: paths themselves are without number. */
  String template(String path) {
    return routes.stream()
        .filter(route -> route.pattern().matcher(path).matches())
        .map(Route::template)
        .findFirst()
        .orElse("none");
  }

  void handle(Exchange exchange, String path) {
    Set<String> allowed = new TreeSet<>();
    for (Route route : routes) {
      Matcher matcher = route.pattern().matcher(path);
      if (matcher.matches()) {
        if (route.allows(exchange.request().getMethod())) {
          route.handler().accept(exchange, matcher.groupCount() == 0 ? "" : matcher.group(1));
          return;
        }
        allowed.add(route.method());
      }
    }
    if (allowed.isEmpty()) {
      throw new ServiceException(
          404, "there is no such page; /v1/openapi.json lists what there is");
    }
    exchange.header(HttpHeader.ALLOW.asString(), String.join(", ", allowed));
    throw new ServiceException(405, "the method must be " + String.join(" or ", allowed));
  }
}
