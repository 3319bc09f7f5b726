package io.github.stylizer.examples.serve;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the owner of a service decides.
 *
 * @param host address to listen at
 * @param port to listen at; 0 for any that is free
 * @param workers pictures that are painted at once
 * @param token that clients must send; null if none
 * @param origins other sites whose pages may use the service
 * @param behindProxy whether the last address in X-Forwarded-For is that of the client
 * @param filmsFolder where films are while they are painted
 * @param limits of everything
 */
record ServeSettings(
    String host,
    int port,
    int workers,
    @Nullable String token,
    Set<String> origins,
    boolean behindProxy,
    Path filmsFolder,
    ServiceLimits limits) {

  ServeSettings {
    origins = Set.copyOf(origins);
  }
}
