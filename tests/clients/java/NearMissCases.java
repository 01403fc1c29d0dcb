import static com.github.tomakehurst.wiremock.client.WireMock.*;

import com.github.tomakehurst.wiremock.client.HttpAdminClient;
import com.github.tomakehurst.wiremock.client.VerificationException;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.github.tomakehurst.wiremock.verification.NearMiss;
import java.util.List;

@Cases.Group("near misses")
final class NearMissCases {
  private static HttpAdminClient admin() {
    return new HttpAdminClient(Cases.EMULATOR.getHost(), Cases.EMULATOR.getPort());
  }

  private static WireMock client() {
    return new WireMock(Cases.EMULATOR.getHost(), Cases.EMULATOR.getPort());
  }

  private static List<String> stubs(List<NearMiss> misses) {
    return misses.stream().map(miss -> miss.getStubMapping().getRequest().getUrl()).toList();
  }

  private static List<String> calls(List<NearMiss> misses) {
    return misses.stream().map(miss -> miss.getRequest().getUrl()).toList();
  }

  private static LoggedRequest call() throws Exception {
    stubFor(get("/somewhere/else"));
    stubFor(get("/orders/7"));
    stubFor(post("/orders/88"));
    stubFor(get("/"));
    Cases.call("/orders/8");
    return findUnmatchedRequests().get(0);
  }

  @Cases.Case("the stubs nearest to a request, three at most")
  static void ofRequest() throws Exception {
    LoggedRequest request = call();
    List<String> nearest = List.of("/orders/7", "/orders/88", "/somewhere/else");
    Cases.equal(nearest, stubs(findNearMissesFor(request)));
    Cases.equal(nearest, stubs(client().findTopNearMissesFor(request)));
    Cases.equal(nearest, stubs(admin().findTopNearMissesFor(request).getNearMisses()));
    Cases.holds(findNearMissesFor(request).get(0).getMatchResult().getDistance() < 0.1, "one letter differs");
  }

  @Cases.Case("the stubs nearest to each call that nothing answered")
  static void ofUnmatched() throws Exception {
    call();
    Cases.call("/");
    Cases.call("/somewhere/els");
    List<String> calls = List.of("/somewhere/els", "/orders/8");
    Cases.equal(calls, calls(findNearMissesForAllUnmatched()).stream().distinct().toList());
    Cases.equal(calls, calls(client().findNearMissesForAllUnmatchedRequests()).stream().distinct().toList());
    Cases.equal("/somewhere/else", stubs(admin().findNearMissesForUnmatchedRequests().getNearMisses()).get(0));
  }

  @Cases.Case("the calls nearest to a pattern")
  static void ofPattern() throws Exception {
    for (String path : List.of("/somewhere/else", "/orders/8", "/x", "/orders/99")) Cases.call(path);
    RequestPatternBuilder pattern = getRequestedFor(urlEqualTo("/orders/7"));
    List<String> nearest = List.of("/orders/8", "/orders/99", "/somewhere/else");
    Cases.equal(nearest, calls(findNearMissesFor(pattern)));
    Cases.equal(nearest, calls(client().findAllNearMissesFor(pattern)));
    Cases.equal(nearest, calls(admin().findTopNearMissesFor(pattern.build()).getNearMisses()));
  }

  @Cases.Fails
  @Cases.Case("a near miss shows what differs")
  static void text() throws Exception {
    NearMiss miss = findNearMissesFor(call()).get(0);
    Cases.holds(miss.toString().contains("/orders/7") && miss.toString().contains("/orders/8"), miss.toString());
    Cases.fails(
        VerificationException.class,
        () -> {
          throw VerificationException.forSingleUnmatchedRequest(miss.getDiff());
        },
        "/orders/7", "/orders/8");
    NearMiss ofPattern = findNearMissesFor(getRequestedFor(urlEqualTo("/orders/9"))).get(0);
    Cases.fails(
        VerificationException.class,
        () -> {
          throw VerificationException.forUnmatchedRequestPattern(ofPattern.getDiff());
        },
        "/orders/9", "/orders/8");
  }
}
