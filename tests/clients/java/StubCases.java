import static com.github.tomakehurst.wiremock.client.WireMock.*;

import com.github.tomakehurst.wiremock.client.HttpAdminClient;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.common.ClientError;
import com.github.tomakehurst.wiremock.common.Json;
import com.github.tomakehurst.wiremock.common.Metadata;
import com.github.tomakehurst.wiremock.extension.ServeEventListener.RequestPhase;
import com.github.tomakehurst.wiremock.http.Body;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.UniformDistribution;
import com.github.tomakehurst.wiremock.stubbing.StubImport;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

@Cases.Group("stubs")
final class StubCases {
  private static final UUID NO_ID = UUID.fromString("00000000-0000-4000-8000-000000000000");

  private static HttpAdminClient admin() {
    return new HttpAdminClient(Cases.EMULATOR.getHost(), Cases.EMULATOR.getPort());
  }

  private static WireMock client() {
    return new WireMock(Cases.EMULATOR.getHost(), Cases.EMULATOR.getPort());
  }

  private static List<String> urls(List<StubMapping> stubs) {
    return stubs.stream().map(stub -> stub.getRequest().getUrl()).toList();
  }

  @Cases.Case("a stub answers, is read, edited, listed and removed")
  static void aStub() throws Exception {
    StubMapping made = stubFor(get(urlEqualTo("/a")).willReturn(ok("first")));
    Cases.equal("first", Cases.call("/a").body());
    Cases.equal(made, getSingleStubMapping(made.getId()));
    editStub(get(urlEqualTo("/a")).withId(made.getId()).willReturn(ok("second")));
    Cases.equal("second", Cases.call("/a").body());
    givenThat(get("/b").willReturn(aResponse().withStatus(204)));
    Cases.equal(List.of("/b", "/a"), urls(listAllStubMappings().getMappings()));
    Cases.equal(2, listAllStubMappings().getMeta().total);
    removeStub(made.getId());
    removeStub(get("/b"));
    Cases.equal(List.of(), listAllStubMappings().getMappings());
    removeStub(stubFor(get("/c")));
    Cases.equal(404, Cases.status("/c"));
  }

  @Cases.Case("the same with a client of one's own")
  static void anInstance() throws Exception {
    WireMock client = client();
    StubMapping made = client.register(get("/a").willReturn(ok("first")));
    client.register(StubMapping.buildFrom("{\"request\": {\"url\": \"/b\"}}"));
    client.editStubMapping(get("/a").withId(made.getId()).willReturn(ok("second")));
    Cases.equal("second", Cases.call("/a").body());
    Cases.equal(List.of("/b", "/a"), urls(client.allStubMappings().getMappings()));
    Cases.holds(client.getStubMapping(made.getId()).isPresent(), "the stub is there");
    client.removeStubMapping(made.getId());
    client.removeStubMapping(any(urlEqualTo("/b")));
    Cases.equal(List.of(), client.allStubMappings().getMappings());
    client.removeStubMapping(client.register(get("/c")));
    client.register(get("/d"));
    client.removeMappings();
    Cases.equal(List.of(), client.allStubMappings().getMappings());
  }

  @Cases.Case("the same with the plain admin client")
  static void anAdminClient() throws Exception {
    HttpAdminClient admin = admin();
    StubMapping stub = get("/a").withId(UUID.randomUUID()).willReturn(ok("first")).build();
    admin.addStubMapping(stub);
    admin.editStubMapping(get("/a").withId(stub.getId()).willReturn(ok("second")).build());
    Cases.equal("second", Cases.call("/a").body());
    Cases.equal(1, admin.listAllStubMappings().getMappings().size());
    Cases.holds(admin.getStubMapping(stub.getId()).isPresent(), "the stub is there");
    admin.addStubMapping(get("/unused").build());
    Cases.equal(List.of("/unused"), urls(admin.findUnmatchedStubs().getMappings()));
    admin.removeStubMapping(stub.getId());
    admin.removeStubMapping(get("/unused").build());
    Cases.equal(0, admin.listAllStubMappings().getMappings().size());
    admin.addStubMapping(stub);
    admin.resetMappings();
    admin.addStubMapping(stub);
    admin.resetToDefaultMappings();
    admin.addStubMapping(stub);
    admin.resetAll();
    Cases.equal(0, admin.listAllStubMappings().getMappings().size());
    admin.saveMappings();
  }

  @Cases.Case("a stub for each method")
  static void methods() throws Exception {
    record Row(String method, MappingBuilder stub) {}
    List<Row> rows =
        List.of(
            new Row("GET", get(urlEqualTo("/a"))),
            new Row("POST", post(urlEqualTo("/a"))),
            new Row("PUT", put(urlEqualTo("/a"))),
            new Row("DELETE", delete(urlEqualTo("/a"))),
            new Row("PATCH", patch(urlEqualTo("/a"))),
            new Row("HEAD", head(urlEqualTo("/a"))),
            new Row("OPTIONS", options(urlEqualTo("/a"))),
            new Row("TRACE", trace(urlEqualTo("/a"))),
            new Row("PURGE", request("PURGE", urlEqualTo("/a"))),
            new Row("GET", get("/a")),
            new Row("POST", post("/a")),
            new Row("PUT", put("/a")),
            new Row("DELETE", delete("/a")),
            new Row("PATCH", patch("/a")));
    for (Row row : rows) {
      StubMapping stub = stubFor(row.stub.willReturn(status(299)));
      for (String method : List.of("GET", "POST", "PURGE")) {
        Cases.equal(method.equals(row.method), Cases.call(method, "/a", "").statusCode() == 299);
      }
      if (!row.method.equals("TRACE")) Cases.equal(299, Cases.call(row.method, "/a", "").statusCode());
      removeStub(stub.getId());
    }
    stubFor(any(anyUrl()).willReturn(status(299)));
    Cases.equal(299, Cases.call("PROPFIND", "/whatever?a", "").statusCode());
  }

  @Cases.Case("one stub for GET and HEAD")
  static void getAndHead() throws Exception {
    stubFor(getOrHead(urlEqualTo("/a")).willReturn(status(299)));
    Cases.equal(299, Cases.status("/a"));
    Cases.equal(299, Cases.call("HEAD", "/a", "").statusCode());
    Cases.equal(404, Cases.call("POST", "/a", "").statusCode());
  }

  @Cases.Case("answers by their names")
  static void answers() throws Exception {
    record Row(int status, String body, ResponseDefinitionBuilder answer) {}
    List<Row> rows =
        List.of(
            new Row(200, "", ok()),
            new Row(200, "text", ok("text")),
            new Row(200, "<a/>", okForContentType("text/html", "<a/>")),
            new Row(200, "{}", okJson("{}")),
            new Row(200, "<a/>", okXml("<a/>")),
            new Row(200, "<a/>", okTextXml("<a/>")),
            new Row(207, "[]", jsonResponse("[]", 207)),
            new Row(208, "{\n  \"a\" : 1\n}", jsonResponse(Map.of("a", 1), 208)),
            new Row(200, "{\n  \"a\" : 1\n}", ResponseDefinitionBuilder.okForJson(Map.of("a", 1))),
            new Row(200, "{}", ResponseDefinitionBuilder.okForEmptyJson()),
            new Row(200, "like", ResponseDefinitionBuilder.like(ok("other").build()).but().withBody("like")),
            new Row(200, "{\n  \"a\" : 1\n}", ResponseDefinitionBuilder.like(ResponseDefinitionBuilder.jsonResponse(Map.of("a", 1)))),
            new Row(202, "1", ResponseDefinitionBuilder.like(ResponseDefinitionBuilder.jsonResponse(1, 202))),
            new Row(201, "", created()),
            new Row(204, "", noContent()),
            new Row(301, "", permanentRedirect("/b")),
            new Row(302, "", temporaryRedirect("/b")),
            new Row(303, "", seeOther("/b")),
            new Row(400, "", badRequest()),
            new Row(422, "", badRequestEntity()),
            new Row(401, "", unauthorized()),
            new Row(403, "", forbidden()),
            new Row(404, "", notFound()),
            new Row(500, "", serverError()),
            new Row(503, "", serviceUnavailable()),
            new Row(299, "", status(299)));
    for (Row row : rows) {
      StubMapping stub = stubFor(get("/a").willReturn(row.answer));
      HttpResponse<String> answer = Cases.call("/a");
      Cases.equal(row.status + row.body, answer.statusCode() + answer.body());
      if (row.status / 100 == 3) Cases.equal("/b", answer.headers().firstValue("Location").orElse(""));
      Cases.equal(stub.getId().toString(), answer.headers().firstValue("Matched-Stub-Id").orElse(""));
    }
  }

  @Cases.Case("answers part by part: status, headers, bodies")
  static void parts() throws Exception {
    stubFor(
        get("/a")
            .willReturn(
                aResponse()
                    .withStatus(203)
                    .withStatusMessage("Second hand")
                    .withHeader("X-Many", "1", "2")
                    .withBody("text")));
    HttpResponse<String> answer = Cases.call("/a");
    Cases.equal(203, answer.statusCode());
    Cases.equal(List.of("1", "2"), answer.headers().allValues("X-Many"));
    stubFor(get("/a").willReturn(ResponseDefinitionBuilder.responseDefinition().withHeaders(new HttpHeaders(new HttpHeader("Y", "z")))));
    Cases.equal("z", Cases.call("/a").headers().firstValue("Y").orElse(""));
    for (ResponseDefinitionBuilder bytes :
        List.of(
            new ResponseDefinitionBuilder().withBody("hello".getBytes()),
            aResponse().withBase64Body("aGVsbG8="),
            aResponse().withResponseBody(new Body("hello")),
            aResponse().withJsonBody(Json.node("\"hello\"")))) {
      stubFor(get("/a").willReturn(bytes.withGzipDisabled(true)));
      Cases.equal("hello", Cases.call("/a").body().replace("\"", ""));
    }
  }

  @Cases.Case("a body from a file")
  static void file() throws Exception {
    Cases.call("PUT", "/__admin/files/hello.txt", "Hello from a file");  // it has no method for that
    stubFor(get("/a").willReturn(aResponse().withBodyFile("hello.txt")));
    Cases.equal("Hello from a file", Cases.call("/a").body());
    Cases.call("DELETE", "/__admin/files/hello.txt", "");
  }

  @Cases.Case("answers wait")
  static void delays() throws Exception {
    stubFor(get("/a").willReturn(ok("x").withFixedDelay(5)));
    Cases.call("/a");
    stubFor(get("/a").willReturn(ok("x").withUniformRandomDelay(2, 4)));
    Cases.call("/a");
    stubFor(get("/a").willReturn(ok("x").withRandomDelay(new UniformDistribution(2, 4))));
    Cases.call("/a");
    stubFor(get("/a").willReturn(ok("x").withLogNormalRandomDelay(3, 0.1)));
    Cases.call("/a");
    stubFor(get("/a").willReturn(ok("x").withLogNormalRandomDelay(3, 0.1, 4.0)));
    Cases.call("/a");
    stubFor(get("/a").willReturn(ok("in pieces").withChunkedDribbleDelay(3, 6)));
    Cases.equal("in pieces", Cases.call("/a").body());
    List<Integer> added = getAllServeEvents().stream().map(event -> event.getTiming().getAddedDelay()).toList();
    Cases.equal(5, added.get(5));
    for (int i = 1; i < 5; ++i) Cases.holds(added.get(i) >= 1 && added.get(i) <= 5, "waited " + added.get(i) + " ms");
  }

  @Cases.Case("the wire breaks")
  static void faults() {
    for (Fault fault : Fault.values()) {
      stubFor(get("/a").willReturn(aResponse().withFault(fault)));
      Cases.fails(IOException.class, () -> Cases.call("/a"));
      Cases.equal(fault, getAllServeEvents().get(0).getResponse().getFault());
    }
  }

  @Cases.Case("priorities, names, ids, metadata and listeners are kept")
  static void extras() throws Exception {
    UUID id = UUID.randomUUID();
    stubFor(get("/a").willReturn(status(298)).atPriority(1));
    StubMapping made =
        stubFor(
            get("/a")
                .withId(id)
                .withName("second")
                .atPriority(2)
                .persistent()
                .persistent(false)
                .withMetadata(Map.of("colour", "blue"))
                .withMetadata(Metadata.metadata().attr("colour", "red"))
                .withMetadata(Metadata.metadata().attr("colour", "green").build())
                .withPostServeAction("count", Map.of("by", 1))
                .withServeEventListener("listener", Map.of("a", "b"))
                .withServeEventListener(RequestPhase.AFTER_COMPLETE, "late", Map.of("a", "b"))
                .withServeEventListener(Set.of(RequestPhase.BEFORE_MATCH), "early", Map.of("a", "b")));
    Cases.equal(298, Cases.status("/a"));
    StubMapping kept = getSingleStubMapping(id);
    Cases.equal(made.toString(), kept.toString());
    Cases.equal("second", kept.getName());
    Cases.equal("green", kept.getMetadata().getString("colour"));
    Cases.equal(3, kept.getServeEventListeners().size());
    Cases.equal("count", kept.getPostServeActions().get(0).getName());
  }

  @Cases.Case("stubs are imported")
  static void imports() {
    UUID id = UUID.randomUUID();
    StubMapping first = get("/a").withId(id).build();
    importStubs(StubImport.stubImport().stub(first).stub(get("/b")));
    Cases.equal(List.of("/a", "/b"), urls(listAllStubMappings().getMappings()));
    importStubs(StubImport.stubImport().stub(get("/c").withId(id)).ignoreExisting().build());
    Cases.equal(List.of("/a", "/b"), urls(listAllStubMappings().getMappings()));
    client().importStubMappings(StubImport.stubImport().stub(get("/d").withId(id)).overwriteExisting().doNotDeleteExistingStubs());
    Cases.equal(List.of("/d", "/b"), urls(listAllStubMappings().getMappings()));
    client().importStubMappings(new StubImport(List.of(get("/e").build()), new StubImport.Options(StubImport.Options.DuplicatePolicy.OVERWRITE, false)));
    admin().importStubs(StubImport.stubImport().stub(get("/f")).deleteAllExistingStubsNotInImport().build());
    Cases.equal(List.of("/f"), urls(listAllStubMappings().getMappings()));
  }

  @Cases.Case("stubs are loaded from the files of a folder")
  static void folder() throws Exception {
    Path mappings = Files.createDirectories(Path.of("root/mappings"));
    Files.writeString(mappings.resolve("a.json"), "{\"request\": {\"url\": \"/a\"}}");
    client().loadMappingsFrom("root");
    client().loadMappingsFrom(new java.io.File("root"));
    Cases.equal(List.of("/a", "/a"), urls(listAllStubMappings().getMappings()));
  }

  @Cases.Case("stubs are found and removed by their metadata")
  static void metadata() {
    for (String colour : List.of("red", "green", "blue")) stubFor(get("/" + colour).withMetadata(Map.of("colour", colour)));
    Cases.equal(List.of("/red"), urls(findStubsByMetadata(matchingJsonPath("$.colour", equalTo("red")))));
    Cases.equal(List.of("/blue"), urls(client().findAllStubsByMetadata(matchingJsonPath("$.colour", containing("l")))));
    Cases.equal(3, admin().findAllStubsByMetadata(matchingJsonPath("$.colour")).getMappings().size());
    removeStubsByMetadata(matchingJsonPath("$.colour", equalTo("red")));
    client().removeStubsByMetadataPattern(equalToJson("{\"colour\": \"green\"}"));
    Cases.equal(List.of("/blue"), urls(listAllStubMappings().getMappings()));
    admin().removeStubsByMetadata(matchingJsonPath("$.colour"));
    Cases.equal(List.of(), listAllStubMappings().getMappings());
  }

  @Cases.Case("stubs are reset, all at once, with the calls")
  static void resets() throws Exception {
    WireMock client = client();
    for (Cases.Use use :
        List.<Cases.Use>of(
            () -> reset(), () -> resetToDefault(), () -> client.resetMappings(), () -> client.resetToDefaultMappings())) {
      stubFor(get("/a"));
      Cases.call("/a");
      use.run();
      Cases.equal(List.of(), listAllStubMappings().getMappings());
      Cases.equal(List.of(), getAllServeEvents());
    }
    stubFor(get("/a"));
    Cases.call("/a");
    removeAllMappings();
    Cases.equal(List.of(), listAllStubMappings().getMappings());
    Cases.equal(1, getAllServeEvents().size());
    saveAllMappings();
    client.saveMappings();
  }

  @Cases.Fails
  @Cases.Case("what is wrong in a stub is told with its place")
  static void wrong() {
    Cases.fails(ClientError.class, () -> stubFor(get("/b").willReturn(status(1000))), "/response/status", "from 0 to 999");
    Cases.fails(ClientError.class, () -> givenThat(get("/a").willReturn(status(1000))), "/response/status", "from 0 to 999");
    Cases.fails(ClientError.class, () -> client().register(get("/a").willReturn(status(1000))), "/response/status");
    Cases.fails(ClientError.class, () -> client().register(get("/a").willReturn(status(1000)).build()), "/response/status");
    Cases.fails(ClientError.class, () -> admin().addStubMapping(get("/b").willReturn(status(1000)).build()), "/response/status");
    StubMapping made = stubFor(get("/a"));
    Cases.fails(ClientError.class, () -> stubFor(get("/b").withId(made.getId())), "Duplicate stub mapping ID");
    Cases.fails(ClientError.class, () -> editStub(get("/b").willReturn(status(1000)).withId(made.getId())), "/response/status");
  }

  @Cases.Fails
  @Cases.Case("a stub that does not exist is not found")
  static void unknown() {
    String[] empty = {"with status code 404"};  // it cannot read the empty answer, and says so
    Cases.fails(ClientError.class, () -> getSingleStubMapping(NO_ID), empty);
    Cases.fails(ClientError.class, () -> client().getStubMapping(NO_ID), empty);
    Cases.fails(ClientError.class, () -> admin().getStubMapping(NO_ID), empty);
    Cases.fails(ClientError.class, () -> editStub(get("/a").withId(NO_ID)), empty);
    Cases.fails(ClientError.class, () -> client().editStubMapping(get("/a").withId(NO_ID)), empty);
    Cases.fails(ClientError.class, () -> admin().editStubMapping(get("/a").withId(NO_ID).build()), empty);
    Cases.fails(ClientError.class, () -> removeStub(NO_ID), empty);
    Cases.fails(ClientError.class, () -> client().removeStubMapping(NO_ID), empty);
    Cases.fails(ClientError.class, () -> admin().removeStubMapping(NO_ID), empty);
  }

  @Cases.Fails
  @Cases.Case("an import with one wrong stub changes nothing")
  static void wrongImport() {
    Cases.fails(
        ClientError.class,
        () -> importStubs(StubImport.stubImport().stub(get("/a")).stub(get("/b").willReturn(status(1000)))),
        "/mappings/1/response/status");
    Cases.equal(List.of(), listAllStubMappings().getMappings());
  }
}
