import static com.github.tomakehurst.wiremock.client.WireMock.*;

import com.github.tomakehurst.wiremock.admin.model.ServeEventQuery;
import com.github.tomakehurst.wiremock.client.HttpAdminClient;
import com.github.tomakehurst.wiremock.client.VerificationException;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;

@Cases.Group("verification")
final class VerificationCases {
  private static HttpAdminClient admin() {
    return new HttpAdminClient(Cases.EMULATOR.getHost(), Cases.EMULATOR.getPort());
  }

  private static WireMock client() {
    return new WireMock(Cases.EMULATOR.getHost(), Cases.EMULATOR.getPort());
  }

  private static List<String> urls(List<ServeEvent> events) {
    return events.stream().map(event -> event.getRequest().getUrl()).toList();
  }

  private static List<String> left() {
    return urls(getAllServeEvents());
  }

  @Cases.Case("calls are counted")
  static void counts() throws Exception {
    Cases.call("/a");
    Cases.call("/a");
    verify(getRequestedFor(urlEqualTo("/a")));
    verify(2, getRequestedFor(urlEqualTo("/a")));
    verify(0, getRequestedFor(urlEqualTo("/b")));
    verify(exactly(2), getRequestedFor(urlEqualTo("/a")));
    verify(moreThan(1), getRequestedFor(urlEqualTo("/a")));
    verify(moreThanOrExactly(2), getRequestedFor(urlEqualTo("/a")));
    verify(lessThan(3), getRequestedFor(urlEqualTo("/a")));
    verify(lessThanOrExactly(2), getRequestedFor(urlEqualTo("/a")));
    client().verifyThat(getRequestedFor(urlEqualTo("/a")));
    client().verifyThat(2, getRequestedFor(urlEqualTo("/a")));
    client().verifyThat(moreThan(1), getRequestedFor(urlEqualTo("/a")));
    Cases.equal(2, admin().countRequestsMatching(getRequestedFor(urlEqualTo("/a")).build()).getCount());
  }

  @Cases.Fails
  @Cases.Case("a wrong count says what was expected and how many there were")
  static void wrongCounts() throws Exception {
    Cases.call("/a");
    Cases.call("/a");
    String shown = "\"url\" : \"/a\"";
    Class<VerificationException> wrong = VerificationException.class;
    Cases.fails(wrong, () -> verify(3, getRequestedFor(urlEqualTo("/a"))), "Expected exactly 3 requests matching", shown, "but received 2");
    Cases.fails(wrong, () -> verify(exactly(1), getRequestedFor(urlEqualTo("/a"))), "Expected exactly 1 requests", shown, "received 2");
    Cases.fails(wrong, () -> verify(moreThan(2), getRequestedFor(urlEqualTo("/a"))), "Expected more than 2 requests", "received 2");
    Cases.fails(wrong, () -> verify(moreThanOrExactly(3), getRequestedFor(urlEqualTo("/a"))), "more than or exactly 3", "received 2");
    Cases.fails(wrong, () -> verify(lessThan(2), getRequestedFor(urlEqualTo("/a"))), "Expected less than 2 requests", "received 2");
    Cases.fails(wrong, () -> verify(lessThanOrExactly(1), getRequestedFor(urlEqualTo("/a"))), "less than or exactly 1", "received 2");
    Cases.fails(wrong, () -> client().verifyThat(3, getRequestedFor(urlEqualTo("/a"))), "Expected exactly 3 requests", "received 2");
    Cases.fails(wrong, () -> client().verifyThat(lessThan(2), getRequestedFor(urlEqualTo("/a"))), "less than 2", "received 2");
  }

  @Cases.Fails
  @Cases.Case("a call that was not made is shown beside the nearest one")
  static void nearest() throws Exception {
    Cases.call("/somewhere/else");
    Cases.call("POST", "/orders/7", "{\"kind\": \"old\"}", "X-Kind", "old");
    Cases.Use use =
        () ->
            verify(
                postRequestedFor(urlEqualTo("/orders/7"))
                    .withHeader("X-Kind", equalTo("new"))
                    .withRequestBody(equalToJson("{\"kind\": \"new\"}")));
    Cases.fails(
        VerificationException.class, use,
        "No requests exactly matched. Most similar request was:", "/orders/7", "X-Kind: new", "X-Kind: old", "\"kind\" : \"old\"");
    Cases.fails(
        VerificationException.class,
        () -> client().verifyThat(getRequestedFor(urlEqualTo("/somewhere/els"))),
        "Most similar request was:", "/somewhere/else");
    Cases.fails(
        VerificationException.class,
        () -> verify(1, getRequestedFor(urlEqualTo("/somewhere/els"))),
        "Most similar request was:", "/somewhere/else");
  }

  @Cases.Fails
  @Cases.Case("where nothing was called, that is said")
  static void nothing() {
    Cases.fails(
        VerificationException.class,
        () -> verify(getRequestedFor(urlEqualTo("/a"))),
        "Expected at least one request matching", "\"url\" : \"/a\"", "Requests received: [ ]");
  }

  @Cases.Case("calls are found, oldest first, with all that they carried")
  static void found() throws Exception {
    Cases.call("POST", "/a?x=1&x=2", "n\u00e4h", "X-One", "1", "X-Two", "a", "X-Two", "b", "Cookie", "c=d");
    Cases.call("/a?y");
    List<LoggedRequest> all = findAll(anyRequestedFor(urlPathEqualTo("/a")));
    Cases.equal(2, all.size());
    LoggedRequest first = all.get(0);
    Cases.equal("/a?x=1&x=2", first.getUrl());
    Cases.equal(Cases.EMULATOR.resolve("/a?x=1&x=2").toString(), first.getAbsoluteUrl());
    Cases.equal("n\u00e4h", first.getBodyAsString());
    Cases.equal("1", first.getHeader("x-one"));
    Cases.equal(List.of("a", "b"), first.header("X-Two").values());
    Cases.equal("d", first.getCookies().get("c").getValue());
    Cases.equal(List.of("1", "2"), first.queryParameter("x").values());
    Cases.equal("127.0.0.1", first.getClientIp());
    Cases.equal(Cases.EMULATOR.getPort(), first.getPort());
    Cases.equal("/a?y", client().find(getRequestedFor(urlPathEqualTo("/a"))).get(0).getUrl());
    Cases.equal(1, admin().findRequestsMatching(postRequestedFor(anyUrl()).build()).getRequests().size());
  }

  @Cases.Case("events are listed, newest first, and read")
  static void events() throws Exception {
    StubMapping stub = stubFor(get("/a").willReturn(ok("hello").withHeader("X", "y")));
    Cases.call("/a");
    Cases.call("/b");
    Cases.equal(List.of("/b", "/a"), left());
    Cases.equal(List.of("/b", "/a"), urls(client().getServeEvents()));
    Cases.equal(List.of("/b"), urls(getAllServeEvents(ServeEventQuery.ALL_UNMATCHED)));
    Cases.equal(List.of("/a"), urls(getAllServeEvents(ServeEventQuery.forStubMapping(stub))));
    Cases.equal(List.of("/a"), urls(client().getServeEvents(ServeEventQuery.forStubMapping(stub.getId()))));
    Cases.equal(List.of(), urls(client().getServeEvents(new ServeEventQuery(true, stub.getId()))));
    Cases.equal(2, admin().getServeEvents().getRequests().size());
    ServeEvent event = admin().getServeEvents(ServeEventQuery.forStubMapping(stub)).getRequests().get(0);
    Cases.equal(event.getId(), admin().getServedStub(event.getId()).getItem().getId());
    Cases.equal(stub, event.getStubMapping());
    Cases.holds(event.getWasMatched(), "the stub answered");
    Cases.equal("hello", event.getResponse().getBodyAsString());
    Cases.equal("hello", event.getResponseDefinition().getBody());
    Cases.equal("y", event.getResponse().getHeaders().getHeader("X").firstValue());
    Cases.holds(!getAllServeEvents().get(0).getWasMatched(), "nothing answered /b");
    Cases.holds(getAllServeEvents().get(0).getDiffSubEvent().isPresent(), "it is told why");
  }

  @Cases.Case("a documented answer is an event whose stub names the operation")
  static void documented() throws Exception {
    Cases.call("GET", "/integrations/Shopify?userId=nobody", "", "Authorization", "bearer x", "x-api-version", "2025-09");
    ServeEvent event = getAllServeEvents().get(0);
    Cases.equal(400, event.getResponse().getStatus());
    Cases.holds(event.getWasMatched(), "the document answers");
    Cases.equal("get-an-integration", event.getStubMapping().getMetadata().getString("operation"));
    Cases.equal(List.of(), findUnmatchedRequests());
  }

  @Cases.Case("calls that nothing answered are found")
  static void unmatched() throws Exception {
    Cases.call("/a");
    Cases.equal("/a", findUnmatchedRequests().get(0).getUrl());
    Cases.equal("/a", client().findAllUnmatchedRequests().get(0).getUrl());
    Cases.equal(1, admin().findUnmatchedRequests().getRequests().size());
  }

  @Cases.Fails
  @Cases.Case("calls that nothing answered fail a test with their text")
  static void unmatchedText() throws Exception {
    stubFor(get("/orders/7"));
    Cases.call("/orders/8");
    Cases.fails(
        VerificationException.class,
        () -> {
          throw VerificationException.forUnmatchedRequests(findUnmatchedRequests());
        },
        "A request was unmatched by any stub mapping", "/orders/8");
    Cases.fails(
        VerificationException.class,
        () -> {
          throw VerificationException.forUnmatchedNearMisses(findNearMissesForAllUnmatched());
        },
        "/orders/7", "/orders/8");
  }

  @Cases.Case("calls are forgotten: one, those of a pattern, those of a stub, all")
  static void removal() throws Exception {
    stubFor(get("/d").withMetadata(Map.of("colour", "blue")));
    stubFor(get("/e").withMetadata(Map.of("colour", "red")));
    stubFor(get("/f").withMetadata(Map.of("colour", "green")));
    for (String path : List.of("/a", "/b", "/c", "/d", "/e", "/f", "/g", "/h", "/i")) Cases.call(path);
    removeServeEvent(findId("/a"));
    client().removeEvent(findId("/b"));
    admin().removeServeEvent(findId("/c"));
    Cases.equal(List.of("/d"), urls(removeEventsByStubMetadata(matchingJsonPath("$.colour", equalTo("blue")))));
    Cases.equal(List.of("/e"), urls(client().removeEventsByMetadata(matchingJsonPath("$.colour", equalTo("red")))));
    Cases.equal(
        List.of("/f"),
        urls(admin().removeServeEventsForStubsMatchingMetadata(matchingJsonPath("$.colour", equalTo("green"))).getServeEvents()));
    Cases.equal(List.of("/g"), urls(removeServeEvents(getRequestedFor(urlEqualTo("/g")))));
    Cases.equal(List.of("/h"), urls(client().removeEvents(getRequestedFor(urlEqualTo("/h")))));
    Cases.equal(List.of("/i"), left());
    Cases.equal(1, admin().removeServeEventsMatching(getRequestedFor(urlEqualTo("/i")).build()).getServeEvents().size());
    for (Cases.Use use : List.<Cases.Use>of(() -> resetAllRequests(), () -> client().resetRequests(), () -> admin().resetRequests())) {
      Cases.call("/a");
      use.run();
      Cases.equal(List.of(), left());
    }
  }

  private static UUID findId(String url) {
    return getAllServeEvents().stream().filter(event -> event.getRequest().getUrl().equals(url)).findFirst().orElseThrow().getId();
  }
}
