import static com.github.tomakehurst.wiremock.client.WireMock.*;

import com.github.tomakehurst.wiremock.admin.model.ServeEventQuery;
import com.github.tomakehurst.wiremock.client.HttpAdminClient;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.global.GlobalSettings;
import com.github.tomakehurst.wiremock.http.UniformDistribution;
import com.github.tomakehurst.wiremock.matching.RequestPattern;
import com.github.tomakehurst.wiremock.matching.StringValuePattern;
import com.github.tomakehurst.wiremock.security.NotAuthorisedException;
import com.github.tomakehurst.wiremock.stubbing.StubImport;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/** Every method, of an emulator that wants a token. */
@Cases.Group("server")
final class StrangerCases {
  private static final UUID ID = UUID.fromString("00000000-0000-4000-8000-000000000000");
  private static final StubMapping STUB = get("/a").withId(ID).build();
  private static final StringValuePattern METADATA = matchingJsonPath("$.colour");
  private static final RequestPattern PATTERN = getRequestedFor(anyUrl()).build();
  private static final StubImport IMPORT = StubImport.stubImport().stub(get("/a")).build();
  private static final GlobalSettings SETTINGS = GlobalSettings.defaults();

  private static WireMock client() {
    return new WireMock(Cases.GUARDED.getHost(), Cases.GUARDED.getPort());
  }

  private static HttpAdminClient admin() {
    return new HttpAdminClient(Cases.GUARDED.getHost(), Cases.GUARDED.getPort());
  }

  private static LoggedRequest request() throws Exception {
    configureFor(Cases.EMULATOR.getHost(), Cases.EMULATOR.getPort());
    Cases.call("/a");
    return findAll(anyRequestedFor(anyUrl())).get(0);
  }

  private static void refuses(List<Cases.Use> uses) {
    configureFor(Cases.GUARDED.getHost(), Cases.GUARDED.getPort());
    for (Cases.Use use : uses) Cases.fails(NotAuthorisedException.class, use, "Expected status 2xx", "but was 401");
  }

  @Cases.Fails
  @Cases.Case("the static methods are refused where a token is wanted")
  static void functions() throws Exception {
    LoggedRequest request = request();
    refuses(
        List.of(
            () -> givenThat(get("/a")),
            () -> stubFor(get("/a")),
            () -> editStub(get("/a").withId(ID)),
            () -> removeStub(get("/a").withId(ID)),
            () -> removeStub(STUB),
            () -> removeStub(ID),
            () -> listAllStubMappings(),
            () -> getSingleStubMapping(ID),
            () -> saveAllMappings(),
            () -> removeAllMappings(),
            () -> reset(),
            () -> resetToDefault(),
            () -> importStubs(IMPORT),
            () -> importStubs(StubImport.stubImport().stub(get("/a"))),
            () -> findStubsByMetadata(METADATA),
            () -> removeStubsByMetadata(METADATA),
            () -> verify(getRequestedFor(anyUrl())),
            () -> verify(1, getRequestedFor(anyUrl())),
            () -> verify(moreThan(1), getRequestedFor(anyUrl())),
            () -> findAll(getRequestedFor(anyUrl())),
            () -> getAllServeEvents(),
            () -> getAllServeEvents(ServeEventQuery.ALL_UNMATCHED),
            () -> findUnmatchedRequests(),
            () -> removeServeEvent(ID),
            () -> removeServeEvents(getRequestedFor(anyUrl())),
            () -> removeEventsByStubMetadata(METADATA),
            () -> resetAllRequests(),
            () -> findNearMissesForAllUnmatched(),
            () -> findNearMissesFor(request),
            () -> findNearMissesFor(getRequestedFor(anyUrl())),
            () -> getAllScenarios(),
            () -> resetScenario("turnstile"),
            () -> setScenarioState("turnstile", "open"),
            () -> resetAllScenarios(),
            () -> setGlobalFixedDelay(1),
            () -> setGlobalRandomDelay(new UniformDistribution(1, 2)),
            () -> updateSettings(SETTINGS),
            () -> getSettings(),
            () -> shutdownServer()));
  }

  @Cases.Fails
  @Cases.Case("the methods of a client are refused where a token is wanted")
  static void client401() throws Exception {
    LoggedRequest request = request();
    Files.writeString(Files.createDirectories(Path.of("guarded/mappings")).resolve("a.json"), "{\"request\": {\"url\": \"/a\"}}");
    WireMock client = client();
    refuses(
        List.of(
            () -> client.register(get("/a")),
            () -> client.register(STUB),
            () -> client.editStubMapping(get("/a").withId(ID)),
            () -> client.removeStubMapping(get("/a").withId(ID)),
            () -> client.removeStubMapping(STUB),
            () -> client.removeStubMapping(ID),
            () -> client.allStubMappings(),
            () -> client.getStubMapping(ID),
            () -> client.saveMappings(),
            () -> client.removeMappings(),
            () -> client.resetMappings(),
            () -> client.resetToDefaultMappings(),
            () -> client.importStubMappings(IMPORT),
            () -> client.importStubMappings(StubImport.stubImport().stub(get("/a"))),
            () -> client.loadMappingsFrom("guarded"),
            () -> client.loadMappingsFrom(new File("guarded")),
            () -> client.findAllStubsByMetadata(METADATA),
            () -> client.removeStubsByMetadataPattern(METADATA),
            () -> client.verifyThat(getRequestedFor(anyUrl())),
            () -> client.verifyThat(1, getRequestedFor(anyUrl())),
            () -> client.verifyThat(moreThan(1), getRequestedFor(anyUrl())),
            () -> client.find(getRequestedFor(anyUrl())),
            () -> client.getServeEvents(),
            () -> client.getServeEvents(ServeEventQuery.ALL_UNMATCHED),
            () -> client.findAllUnmatchedRequests(),
            () -> client.removeEvent(ID),
            () -> client.removeEvents(getRequestedFor(anyUrl())),
            () -> client.removeEventsByMetadata(METADATA),
            () -> client.resetRequests(),
            () -> client.findNearMissesForAllUnmatchedRequests(),
            () -> client.findTopNearMissesFor(request),
            () -> client.findAllNearMissesFor(getRequestedFor(anyUrl())),
            () -> client.getScenarios(),
            () -> client.resetScenarioState("turnstile"),
            () -> client.setSingleScenarioState("turnstile", "open"),
            () -> client.resetScenarios(),
            () -> client.setGlobalFixedDelayVariable(1),
            () -> client.setGlobalRandomDelayVariable(new UniformDistribution(1, 2)),
            () -> client.updateGlobalSettings(SETTINGS),
            () -> client.getGlobalSettings(),
            () -> client.shutdown()));
  }

  @Cases.Fails
  @Cases.Case("the methods of the plain admin client are refused where a token is wanted")
  static void admin401() throws Exception {
    LoggedRequest request = request();
    HttpAdminClient admin = admin();
    refuses(
        List.of(
            () -> admin.addStubMapping(STUB),
            () -> admin.editStubMapping(STUB),
            () -> admin.removeStubMapping(STUB),
            () -> admin.removeStubMapping(ID),
            () -> admin.listAllStubMappings(),
            () -> admin.getStubMapping(ID),
            () -> admin.findUnmatchedStubs(),
            () -> admin.saveMappings(),
            () -> admin.resetAll(),
            () -> admin.resetMappings(),
            () -> admin.resetToDefaultMappings(),
            () -> admin.importStubs(IMPORT),
            () -> admin.findAllStubsByMetadata(METADATA),
            () -> admin.removeStubsByMetadata(METADATA),
            () -> admin.getServeEvents(),
            () -> admin.getServeEvents(ServeEventQuery.ALL_UNMATCHED),
            () -> admin.getServedStub(ID),
            () -> admin.countRequestsMatching(PATTERN),
            () -> admin.findRequestsMatching(PATTERN),
            () -> admin.findUnmatchedRequests(),
            () -> admin.removeServeEvent(ID),
            () -> admin.removeServeEventsMatching(PATTERN),
            () -> admin.removeServeEventsForStubsMatchingMetadata(METADATA),
            () -> admin.resetRequests(),
            () -> admin.findNearMissesForUnmatchedRequests(),
            () -> admin.findTopNearMissesFor(request),
            () -> admin.findTopNearMissesFor(PATTERN),
            () -> admin.getAllScenarios(),
            () -> admin.resetScenario("turnstile"),
            () -> admin.setScenarioState("turnstile", "open"),
            () -> admin.resetScenarios(),
            () -> admin.updateGlobalSettings(SETTINGS),
            () -> admin.getGlobalSettings(),
            () -> admin.shutdownServer()));
  }
}
