package io.github.stylizer.vgg.download;

import io.github.stylizer.internal.io.Settings;
import java.io.IOException;
import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxy of a download: the one that Java is set to use, else the one that the environment
 * variables {@code https_proxy} or {@code http_proxy}, {@code all_proxy} and {@code no_proxy} name,
 * as for curl and wget.
 */
public final class Proxies extends ProxySelector {
  private static final int HTTP_PORT = 80;

  private final Settings settings;

  /**
   * Creates the selector.
   *
   * @param settings where proxies are looked up
   */
  public Proxies(Settings settings) {
    this.settings = settings;
  }

  /** A proxy that a variable names. The user is null if it needs none. */
  private record Named(InetSocketAddress address, @Nullable String user) {}

  /**
   * Checks the settings for an address.
   *
   * @throws IOException if a variable names something else than an HTTP proxy
   */
  void check(URI address) throws IOException {
    named(address);
  }

  @Override
  public List<Proxy> select(URI address) {
    List<Proxy> ofJava = ofJava(address);
    try {
      return named(address)
          .map(proxy -> List.of(new Proxy(Proxy.Type.HTTP, proxy.address())))
          .orElse(ofJava);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Returns the host and port of the proxy for an address. */
  String describe(URI address) {
    return select(address).get(0).address() instanceof InetSocketAddress proxy
        ? proxy.getHostString() + ":" + proxy.getPort()
        : "of the system";
  }

  @Override
  public void connectFailed(URI address, SocketAddress proxy, IOException reason) {
    // The client reports it.
  }

  /** The user and password in the variable, else those that the application knows. */
  Optional<Authenticator> authenticator(URI address) throws IOException {
    String user = named(address).map(Named::user).orElse(null);
    if (user == null) {
      return Optional.ofNullable(Authenticator.getDefault());
    }
    String[] parts = user.split(":", 2);
    PasswordAuthentication password =
        new PasswordAuthentication(
            decoded(parts[0]), decoded(parts.length > 1 ? parts[1] : "").toCharArray());
    return Optional.of(
        new Authenticator() {
          @Override
          protected @Nullable PasswordAuthentication getPasswordAuthentication() {
            return getRequestorType() == RequestorType.PROXY ? password : null;
          }
        });
  }

  private static List<Proxy> ofJava(URI address) {
    ProxySelector selector = ProxySelector.getDefault();
    return selector == null ? List.of(Proxy.NO_PROXY) : selector.select(address);
  }

  private boolean isSetInJava(URI address) {
    return !ofJava(address).equals(List.of(Proxy.NO_PROXY))
        || Stream.of("https.proxyHost", "http.proxyHost", "socksProxyHost")
            .anyMatch(name -> settings.property(name).isPresent());
  }

  private Optional<Named> named(URI address) throws IOException {
    if (isSetInJava(address)) {
      return Optional.empty();
    }
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    // A web server passes a header to its programs as HTTP_PROXY, so capitals count for HTTPS only.
    List<String> names =
        scheme.equals("https")
            ? List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")
            : List.of("http_proxy", "all_proxy", "ALL_PROXY");
    Optional<String> name = names.stream().filter(this::isSet).findFirst();
    return name.isPresent() && !isExcepted(address)
        ? Optional.of(parsed(name.get(), settings.variable(name.get()).orElseThrow()))
        : Optional.empty();
  }

  private boolean isSet(String name) {
    return settings.variable(name).isPresent();
  }

  private boolean isExcepted(URI address) {
    String host = address.getHost().toLowerCase(Locale.ROOT);
    String exceptions =
        settings.variable("no_proxy").or(() -> settings.variable("NO_PROXY")).orElse("");
    return Stream.of(exceptions.toLowerCase(Locale.ROOT).split("[,\\s]+"))
        .map(exception -> exception.replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", ""))
        .anyMatch(
            exception ->
                exception.equals("*")
                    || host.equals(exception)
                    || (!exception.isEmpty() && host.endsWith("." + exception)));
  }

  private static Named parsed(String name, String value) throws IOException {
    try {
      URI proxy = new URI(value.contains("://") ? value : "http://" + value);
      if ("http".equalsIgnoreCase(proxy.getScheme()) && proxy.getHost() != null) {
        int port = proxy.getPort() < 0 ? HTTP_PORT : proxy.getPort();
        return new Named(new InetSocketAddress(proxy.getHost(), port), proxy.getRawUserInfo());
      }
    } catch (URISyntaxException e) {
      // Not the cause: its message has the password.
      throw new IOException(unusable(name));
    }
    throw new IOException(unusable(name));
  }

  private static String unusable(String name) {
    return "the environment variable " + name + " is no HTTP proxy, expected http://HOST:PORT";
  }

  // URLDecoder takes a plus sign for a blank.
  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
