package io.github.stylizer.vgg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.internal.io.Settings;
import io.github.stylizer.vgg.download.Proxies;
import io.github.stylizer.vgg.download.WeightsDownload;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest extends WeightsDownloadFixture {
  private static final URI ORIGIN = URI.create("https://download.pytorch.org/models/vgg16.pth");

  private final Map<String, String> properties = new HashMap<>();
  private final Map<String, String> variables = new HashMap<>();
  private final Proxies proxies = new Proxies(new Settings(properties::get, variables::get));

  private String selected(URI address) {
    Proxy proxy = proxies.select(address).get(0);
    return proxy.type() == Proxy.Type.DIRECT
        ? ""
        : ((InetSocketAddress) proxy.address()).getHostString()
            + ":"
            + ((InetSocketAddress) proxy.address()).getPort();
  }

  @ParameterizedTest
  @CsvSource({
    "https_proxy, http://proxy.example:3128, proxy.example:3128",
    "HTTPS_PROXY, http://proxy.example:3128/, proxy.example:3128",
    "all_proxy, proxy.example:8080, proxy.example:8080",
    "https_proxy, http://me:secret@proxy.example, proxy.example:80",
    "http_proxy, http://proxy.example:3128, ''",
  })
  void theEnvironmentNamesIt(String variable, String value, String expected) {
    variables.put(variable, value);
    assertThat(selected(ORIGIN)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "'download.pytorch.org', ''",
    "'localhost, .pytorch.org', ''",
    "'*.pytorch.org:443', ''",
    "'PyTorch.org', ''",
    "'*', ''",
    "'torch.org', proxy.example:3128",
    "'localhost,127.0.0.1', proxy.example:3128",
  })
  void theEnvironmentNamesExceptions(String exceptions, String expected) {
    variables.put("https_proxy", "http://proxy.example:3128");
    variables.put("no_proxy", exceptions);
    assertThat(selected(ORIGIN)).isEqualTo(expected);
  }

  @Test
  void javasOwnSettingsComeFirst() {
    variables.put("https_proxy", "http://proxy.example:3128");
    properties.put("https.proxyHost", "other.example");
    // Java itself knows nothing of the property here, but the variable no longer counts.
    assertThat(selected(ORIGIN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"socks5://me:secret@proxy.example", "http://", "http://a b", "://"})
  void whatIsNoHttpProxyIsRefusedWithoutShowingThePassword(String value) {
    variables.put("https_proxy", value);
    assertThatThrownBy(
            () ->
                new WeightsDownload(origin, ORIGIN, QUICK, proxies, ProgressListener.NONE)
                    .fetch(part))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("https_proxy", "http://HOST:PORT")
        .hasMessageNotContaining("secret");
  }

  @Test
  void downloadsThroughIt() throws IOException {
    try (FileServer server = new FileServer(file, FileServer::good)) {
      variables.put("http_proxy", "127.0.0.1:" + server.base().getPort());
      URI address = URI.create("http://weights.invalid/models/test.pth");
      new WeightsDownload(origin, address, QUICK, proxies, ProgressListener.NONE).fetch(part);
    }
    assertThat(Files.readAllBytes(part)).isEqualTo(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void aProxyThatWantsAPasswordIsNamed(String scheme) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread proxy = new Thread(() -> refuseAll(socket));
      proxy.setDaemon(true);
      proxy.start();
      String address = "127.0.0.1:" + socket.getLocalPort();
      variables.put(scheme + "_proxy", address);
      URI url = URI.create(scheme + "://weights.invalid/test.pth");
      assertThatThrownBy(
              () ->
                  new WeightsDownload(origin, url, QUICK, proxies, ProgressListener.NONE)
                      .fetch(part))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(address, "407", "https_proxy")
          .hasMessageNotContaining("\n");
    }
  }

  private static void refuseAll(ServerSocket socket) {
    byte[] answer =
        ("HTTP/1.1 407 Proxy Authentication Required\r\n"
                + "Proxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        connection.getInputStream().read(new byte[4000]);
        connection.getOutputStream().write(answer);
      } catch (IOException e) {
        // The test is over, or the client has given up.
      }
    }
  }
}
