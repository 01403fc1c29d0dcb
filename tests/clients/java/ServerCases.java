import static com.github.tomakehurst.wiremock.client.WireMock.*;

import com.github.tomakehurst.wiremock.client.HttpAdminClient;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.client.WireMockBuilder;
import com.github.tomakehurst.wiremock.common.ClientError;
import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.global.GlobalSettings;
import com.github.tomakehurst.wiremock.http.UniformDistribution;
import com.github.tomakehurst.wiremock.security.ClientTokenAuthenticator;
import com.github.tomakehurst.wiremock.security.NoClientAuthenticator;
import java.util.List;
import wiremock.org.apache.hc.client5.http.impl.classic.HttpClients;

@Cases.Group("server")
final class ServerCases {
  private static final String HOST = Cases.EMULATOR.getHost();
  private static final int PORT = Cases.EMULATOR.getPort();

  private static HttpAdminClient admin() {
    return new HttpAdminClient(HOST, PORT);
  }

  private static WireMock client() {
    return new WireMock(HOST, PORT);
  }

  @Cases.Case("settings: a delay for every stub")
  static void settings() throws Exception {
    stubFor(get("/a"));
    WireMock client = client();
    for (Cases.Use use :
        List.<Cases.Use>of(
            () -> setGlobalFixedDelay(3),
            () -> client.setGlobalFixedDelayVariable(3),
            () -> setGlobalRandomDelay(new UniformDistribution(3, 3)),
            () -> client.setGlobalRandomDelayVariable(new UniformDistribution(3, 3)),
            () -> updateSettings(new GlobalSettings.Builder().fixedDelay(3).proxyPassThrough(false).extended(Parameters.one("a", 1)).build()),
            () -> client.updateGlobalSettings(GlobalSettings.builder().delayDistribution(new UniformDistribution(3, 3)).build()),
            () -> admin().updateGlobalSettings(GlobalSettings.builder().fixedDelay(3).build()))) {
      client.updateGlobalSettings(GlobalSettings.defaults());  // it keeps what it set last
      updateSettings(GlobalSettings.defaults());
      use.run();
      Cases.call("/a");
      Cases.equal(3, getAllServeEvents().get(0).getTiming().getAddedDelay());
    }
    Cases.equal(3, getSettings().getFixedDelay());
    updateSettings(GlobalSettings.builder().fixedDelay(3).proxyPassThrough(false).extended(Parameters.one("a", 1)).build());
    Cases.equal(1, getSettings().getExtended().getInt("a"));
    Cases.holds(!getSettings().getProxyPassThrough(), "it is kept");
    Cases.equal(3, client.getGlobalSettings().getFixedDelay());
    Cases.equal(3, admin().getGlobalSettings().getSettings().getFixedDelay());
    updateSettings(GlobalSettings.defaults());
    Cases.equal(GlobalSettings.defaults(), getSettings());
  }

  private static void reaches(WireMock client) {
    Cases.equal(1, client.allStubMappings().getMappings().size());
  }

  @Cases.Case("connecting: the ways to say where the emulator is")
  static void connecting() {
    stubFor(get("/a"));
    reaches(new WireMock(PORT));
    reaches(new WireMock(HOST, PORT));
    reaches(new WireMock(HOST, PORT, ""));
    reaches(new WireMock("http", HOST, PORT));
    reaches(new WireMock("http", HOST, PORT, ""));
    reaches(new WireMock("http", HOST, PORT, "", "localhost", null, 0, new NoClientAuthenticator()));
    reaches(new WireMock(admin()));
    reaches(new WireMockBuilder().host(HOST).port(PORT).build());
    reaches(WireMock.create().http().host(HOST).port(PORT).build());
    reaches(WireMock.create().scheme("http").host(HOST).port(PORT).hostHeader("localhost").build());
    reaches(WireMock.create().host(HOST).port(PORT).proxyHost(HOST).proxyPort(PORT).build());
    for (Cases.Use use :
        List.<Cases.Use>of(
            () -> configureFor(PORT),
            () -> configureFor(HOST, PORT),
            () -> configureFor(HOST, PORT, ""),
            () -> configureFor("http", HOST, PORT),
            () -> configureFor("http", HOST, PORT, ""),
            () -> configureFor("http", HOST, PORT, HOST, PORT),
            () -> configureFor(client()))) {
      Cases.fails(Exception.class, () -> {
        configureFor("127.0.0.1", 1);
        listAllStubMappings();
      });
      run(use);
      Cases.equal(1, listAllStubMappings().getMappings().size());
    }
  }

  private static void run(Cases.Use use) {
    try {
      use.run();
    } catch (Exception thrown) {
      throw new AssertionError(thrown);
    }
  }

  @Cases.Case("connecting: the plain admin client")
  static void connectingAdmin() {
    stubFor(get("/a"));
    for (HttpAdminClient admin :
        List.of(
            new HttpAdminClient(HOST, PORT),
            new HttpAdminClient(HOST, PORT, ""),
            new HttpAdminClient("http", HOST, PORT),
            new HttpAdminClient("http", HOST, PORT, ""),
            new HttpAdminClient("http", HOST, PORT, "", "localhost"),
            new HttpAdminClient("http", HOST, PORT, "", "localhost", HOST, PORT),
            new HttpAdminClient("http", HOST, PORT, "", "localhost", null, 0, new NoClientAuthenticator()),
            new HttpAdminClient("http", HOST, PORT, "", "localhost", new NoClientAuthenticator(), HttpClients.createDefault()))) {
      Cases.equal(1, admin.listAllStubMappings().getMappings().size());
      Cases.equal(PORT, admin.port());
      Cases.holds(admin.getOptions() != null, "a server's options, of no meaning here");
    }
  }

  @Cases.Case("connecting: what is left out is http://localhost:8080")
  static void defaults() {
    configure();
    new WireMock();
    new WireMock("http", "localhost");
    Cases.equal(-1, new HttpAdminClient("http", "localhost").port());
    WireMock.create().build();
  }

  @Cases.Case("connecting: over TLS, with the token as a password or under its own scheme")
  static void guarded() {
    String host = Cases.TLS.getHost();
    int port = Cases.TLS.getPort();
    WireMock overTls = WireMock.create().https().host(host).port(port).basicAuthenticator("anyone", Cases.TOKEN).build();
    overTls.register(get("/tls"));
    Cases.equal(1, overTls.allStubMappings().getMappings().size());
    WireMock withToken =
        WireMock.create()
            .host(Cases.GUARDED.getHost())
            .port(Cases.GUARDED.getPort())
            .authenticator(new ClientTokenAuthenticator(Cases.TOKEN))
            .build();
    Cases.equal(0, withToken.allStubMappings().getMappings().size());
  }

  @Cases.Case("connecting: a space is a prefix of the path")
  static void space() throws Exception {
    WireMock jane = WireMock.create().host(HOST).port(PORT).urlPathPrefix("/__space/jane").build();
    WireMock joe = new WireMock(HOST, PORT, "/__space/joe");
    jane.register(get("/a").willReturn(status(299)));
    Cases.equal(299, Cases.status("/__space/jane/a"));
    Cases.equal(404, Cases.status("/__space/joe/a"));
    jane.verifyThat(1, getRequestedFor(urlEqualTo("/a")));
    joe.verifyThat(1, getRequestedFor(urlEqualTo("/a")));
    jane.resetMappings();
    joe.verifyThat(1, getRequestedFor(urlEqualTo("/a")));
  }

  @Cases.Case("the emulator is shut down")
  static void shutdown() {
    configureFor(Cases.SPARES[0].getHost(), Cases.SPARES[0].getPort());
    shutdownServer();
    new WireMock(Cases.SPARES[1].getHost(), Cases.SPARES[1].getPort()).shutdown();
    new HttpAdminClient(Cases.SPARES[2].getHost(), Cases.SPARES[2].getPort()).shutdownServer();
  }

  @Cases.Fails
  @Cases.Case("a host name that is not the emulator's is told")
  static void foreignHost() {
    Cases.fails(
        ClientError.class,
        () -> WireMock.create().host(HOST).port(PORT).hostHeader("example.com").build().allStubMappings(),
        "Not answered to a stranger", "the Host header is 'example.com'");
  }
}
