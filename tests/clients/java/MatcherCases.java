import static com.github.tomakehurst.wiremock.client.WireMock.*;

import com.github.tomakehurst.wiremock.client.BasicCredentials;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.VerificationException;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.matching.ContentPattern;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.matching.MultiValuePattern;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.matching.StringValuePattern;
import com.github.tomakehurst.wiremock.matching.UrlPattern;
import com.github.tomakehurst.wiremock.matching.ValueMatcher;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

/** What stubs and verifications ask for. Each matcher is shown what it takes and what it does not. */
@Cases.Group("verification")
final class MatcherCases {
  private static void count(int expected, RequestPatternBuilder pattern) {
    verify(expected, pattern);
    Cases.fails(
        VerificationException.class,
        () -> verify(expected + 1, pattern),
        expected == 0 ? "No requests exactly matched" : "Expected exactly " + (expected + 1) + " requests matching");
  }

  private static void url(UrlPattern url, int expected) {
    count(expected, getRequestedFor(url));
  }

  private static void header(StringValuePattern matcher, int expected) {
    count(expected, anyRequestedFor(anyUrl()).withHeader("X-Value", matcher));
  }

  private static void query(MultiValuePattern matcher, int expected) {
    count(expected, anyRequestedFor(anyUrl()).withQueryParam("n", matcher));
  }

  private static void body(ContentPattern<?> matcher, int expected) {
    count(expected, anyRequestedFor(anyUrl()).withRequestBody(matcher));
  }

  @Cases.WorksAndFails
  @Cases.Case("URLs as texts, patterns and templates")
  static void urls() throws Exception {
    Cases.call("/people/7?n=1");
    Cases.call("/people/8");
    url(anyUrl(), 2);
    url(urlEqualTo("/people/7?n=1"), 1);
    url(urlMatching("/people/\\d"), 1);
    url(urlPathEqualTo("/people/7"), 1);
    url(urlPathMatching("/people/\\d"), 2);
    url(urlPathTemplate("/people/{id}"), 2);
    url(urlPathTemplate("/people"), 0);
    count(1, getRequestedFor(urlPathTemplate("/people/{id}")).withPathParam("id", equalTo("8")));
  }

  @Cases.WorksAndFails
  @Cases.Case("methods")
  static void methods() throws Exception {
    for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "PURGE")) Cases.call(method, "/a", "");
    UrlPattern a = urlEqualTo("/a");
    for (RequestPatternBuilder one :
        List.of(
            getRequestedFor(a),
            postRequestedFor(a),
            putRequestedFor(a),
            deleteRequestedFor(a),
            patchRequestedFor(a),
            headRequestedFor(a),
            optionsRequestedFor(a),
            requestedFor("PURGE", a),
            RequestPatternBuilder.newRequestPattern(RequestMethod.PUT, a),
            new RequestPatternBuilder(RequestMethod.PUT, a))) count(1, one);
    count(0, traceRequestedFor(a));
    count(8, anyRequestedFor(a));
    count(8, RequestPatternBuilder.newRequestPattern().withUrl("/a"));
    count(8, RequestPatternBuilder.allRequests().withUrl(a));
    count(0, RequestPatternBuilder.like(getRequestedFor(a).build()).but().withUrl("/b"));
    count(8, new RequestPatternBuilder());
  }

  @Cases.WorksAndFails
  @Cases.Case("texts")
  static void texts() throws Exception {
    Cases.call("GET", "/a", "", "X-Value", "Abc");
    header(equalTo("Abc"), 1);
    header(equalTo("abc"), 0);
    header(equalToIgnoreCase("aBC"), 1);
    header(equalToIgnoreCase("ab"), 0);
    header(containing("b"), 1);
    header(containing("x"), 0);
    header(notContaining("x"), 1);
    header(notContaining("b"), 0);
    header(matching("A.c"), 1);
    header(matching("A"), 0);
    header(notMatching("A"), 1);
    header(notMatching("A.*"), 0);
    header(not(equalTo("Abd")), 1);
    header(not(equalTo("Abc")), 0);
    header(absent(), 0);
    header(and(containing("A"), containing("c")), 1);
    header(and(containing("A"), containing("x")), 0);
    header(or(absent(), containing("A")), 1);
    header(or(absent(), containing("x")), 0);
    count(0, anyRequestedFor(anyUrl()).withoutHeader("X-Value"));
    count(1, anyRequestedFor(anyUrl()).withoutHeader("X-Other"));
  }

  @Cases.WorksAndFails
  @Cases.Case("several values of a parameter")
  static void values() throws Exception {
    Cases.call("/a?n=1&n=2");
    query(havingExactly("2", "1"), 1);
    query(havingExactly("1"), 0);
    query(havingExactly(equalTo("1"), matching("\\d")), 1);
    query(including("2"), 1);
    query(including("3"), 0);
    query(including(equalTo("1"), containing("2")), 1);
    query(noValues(), 0);
    count(1, anyRequestedFor(anyUrl()).withQueryParam("n", equalTo("2")));
    count(0, anyRequestedFor(anyUrl()).withQueryParam("n", equalTo("3")));
    count(0, anyRequestedFor(anyUrl()).withoutQueryParam("n"));
    count(1, anyRequestedFor(anyUrl()).withHeader("X-Many", absent()));
    Cases.call("GET", "/b", "", "X-Many", "1", "X-Many", "2");
    count(1, anyRequestedFor(anyUrl()).withHeader("X-Many", havingExactly("1", "2")));
  }

  @Cases.WorksAndFails
  @Cases.Case("forms, cookies and credentials")
  static void forms() throws Exception {
    Cases.call(
        "POST", "/a", "colour=blue&size=1&size=2",
        "Content-Type", "application/x-www-form-urlencoded", "Cookie", "session=abc", "Authorization", "Basic am9lOnNlY3JldA==");
    count(1, postRequestedFor(anyUrl()).withFormParam("colour", equalTo("blue")));
    count(0, postRequestedFor(anyUrl()).withFormParam("colour", equalTo("red")));
    count(1, postRequestedFor(anyUrl()).withFormParam("size", including("2")));
    count(0, postRequestedFor(anyUrl()).withoutFormParam("colour"));
    count(1, postRequestedFor(anyUrl()).withCookie("session", matching("a.c")));
    count(0, postRequestedFor(anyUrl()).withCookie("session", absent()));
    count(1, postRequestedFor(anyUrl()).withBasicAuth(new BasicCredentials("joe", "secret")));
    count(0, postRequestedFor(anyUrl()).withBasicAuth(new BasicCredentials("joe", "public")));
  }

  @Cases.WorksAndFails
  @Cases.Case("bodies")
  static void bodies() throws Exception {
    Cases.call("POST", "/a", "{\"a\": [1, 2], \"b\": {\"c\": \"x\"}}");
    body(equalToJson("{\"b\": {\"c\": \"x\"}, \"a\": [1, 2]}"), 1);
    body(equalToJson("{\"a\": [1, 2]}"), 0);
    body(equalToJson("{\"a\": [2]}", true, true), 1);
    body(equalToJson("{\"a\": [2, 1]}", true, false), 0);
    body(matchingJsonPath("$.b.c"), 1);
    body(matchingJsonPath("$.b.d"), 0);
    body(matchingJsonPath("$.b.c", equalTo("x")), 1);
    body(matchingJsonPath("$.a", containing("2")), 1);
    body(matchingJsonPath("$.b.c", equalTo("y")), 0);
    body(matchingJsonPath("$[?(@.b.c == 'x')]"), 1);
    body(matchingJsonPath("$.a[?(@ > 2)]"), 0);
    body(matchingJsonPath("$.a.length()", equalTo("2")), 1);
    body(matchingJsonSchema("{\"required\": [\"a\"]}"), 1);
    body(matchingJsonSchema("{\"required\": [\"z\"]}"), 0);
    body(matchingJsonSchema("{\"required\": [\"a\"]}", WireMock.JsonSchemaVersion.V7), 1);
    body(binaryEqualTo("{\"a\": [1, 2], \"b\": {\"c\": \"x\"}}".getBytes()), 1);
    body(binaryEqualTo("aGk="), 0);
  }

  @Cases.WorksAndFails
  @Cases.Case("dates")
  static void dates() throws Exception {
    Cases.call("GET", "/a", "", "X-Value", "2021-06-15T12:00:00Z");
    header(before("2021-06-15T12:00:01Z"), 1);
    header(before("2021-06-15T12:00:00Z"), 0);
    header(before(ZonedDateTime.parse("2021-06-15T14:00:01+02:00")), 1);
    header(before(LocalDateTime.parse("2031-06-15T12:00:00")), 1);
    header(beforeNow(), 1);
    header(after("2021-06-15T11:59:59Z"), 1);
    header(after("2021-06-15T12:00:00Z"), 0);
    header(after(ZonedDateTime.parse("2021-06-15T13:59:59+02:00")), 1);
    header(after(LocalDateTime.parse("2011-06-15T12:00:00")), 1);
    header(afterNow(), 0);
    header(equalToDateTime("2021-06-15T12:00:00Z"), 1);
    header(equalToDateTime(ZonedDateTime.parse("2021-06-15T14:00:00+02:00")), 1);
    header(equalToDateTime(LocalDateTime.parse("2021-06-15T12:00:01")), 0);
    header(isNow(), 0);
  }

  @Cases.WorksAndFails
  @Cases.Case("scheme, host, port and client")
  static void connection() throws Exception {
    Cases.call("GET", "/a", "", "X-Forwarded-For", "10.0.0.7");
    count(1, anyRequestedFor(anyUrl()).withScheme("http").withHost(equalTo("127.0.0.1")).withPort(Cases.EMULATOR.getPort()));
    count(0, anyRequestedFor(anyUrl()).withScheme("https"));
    count(0, anyRequestedFor(anyUrl()).withHost(equalTo("example.com")));
    count(0, anyRequestedFor(anyUrl()).withPort(1));
    count(1, anyRequestedFor(anyUrl()).withClientIp(equalTo("10.0.0.7")));
    count(0, anyRequestedFor(anyUrl()).withClientIp(equalTo("10.0.0.8")));
  }

  @Cases.WorksAndFails
  @Cases.Case("matchers in Java code, which the client runs")
  static void code() throws Exception {
    Cases.call("/a");
    Cases.call("/b");
    ValueMatcher<Request> isA = request -> MatchResult.of(request.getUrl().equals("/a"));
    for (RequestPatternBuilder pattern :
        List.of(
            requestMadeFor(isA),
            new RequestPatternBuilder(isA),
            RequestPatternBuilder.forCustomMatcher(isA),
            getRequestedFor(anyUrl()).andMatching(isA))) {
      count(1, pattern);
    }
  }

  /** Whether the stub answers that call; it is removed again. */
  private static boolean answers(MappingBuilder stub, String target, String body, String... headers) throws Exception {
    StubMapping made = stubFor(stub.willReturn(status(299)));
    int status = Cases.call("POST", target, body, headers).statusCode();
    removeStub(made);
    return status == 299;
  }

  @Cases.WorksAndFails
  @Cases.Case("stubs ask for the same")
  static void stubs() throws Exception {
    String form = "application/x-www-form-urlencoded";
    String[] headers = {
      "X-Value", "Abc", "Cookie", "session=abc", "Authorization", "Basic am9lOnNlY3JldA==", "Content-Type", form
    };
    record Row(MappingBuilder fits, MappingBuilder doesNot) {}
    for (Row row :
        List.of(
            new Row(post(anyUrl()).withHeader("X-Value", equalTo("Abc")), post(anyUrl()).withHeader("X-Value", equalTo("x"))),
            new Row(post(anyUrl()).withHeader("X-Value", including("Abc")), post(anyUrl()).withHeader("X-Value", noValues())),
            new Row(post(anyUrl()).withQueryParam("n", equalTo("1")), post(anyUrl()).withQueryParam("n", equalTo("2"))),
            new Row(post(anyUrl()).withQueryParam("n", havingExactly("1")), post(anyUrl()).withQueryParam("n", havingExactly("2"))),
            new Row(
                post(anyUrl()).withQueryParams(Map.of("n", equalTo("1"))), post(anyUrl()).withQueryParams(Map.of("n", absent()))),
            new Row(post(anyUrl()).withFormParam("c", equalTo("blue")), post(anyUrl()).withFormParam("c", equalTo("red"))),
            new Row(post(anyUrl()).withFormParam("c", including("blue")), post(anyUrl()).withFormParam("c", including("red"))),
            new Row(
                post(anyUrl()).withFormParams(Map.of("c", havingExactly("blue"))),
                post(anyUrl()).withFormParams(Map.of("c", havingExactly("red")))),
            new Row(post(anyUrl()).withCookie("session", equalTo("abc")), post(anyUrl()).withCookie("session", absent())),
            new Row(post(anyUrl()).withBasicAuth("joe", "secret"), post(anyUrl()).withBasicAuth("joe", "public")),
            new Row(post(anyUrl()).withRequestBody(containing("blue")), post(anyUrl()).withRequestBody(absent())),
            new Row(
                post(urlPathTemplate("/a/{id}")).withPathParam("id", equalTo("7")),
                post(urlPathTemplate("/a/{id}")).withPathParam("id", equalTo("8"))),
            new Row(post(anyUrl()).withScheme("http"), post(anyUrl()).withScheme("https")),
            new Row(post(anyUrl()).withHost(equalTo("127.0.0.1")), post(anyUrl()).withHost(equalTo("example.com"))),
            new Row(post(anyUrl()).withPort(Cases.EMULATOR.getPort()), post(anyUrl()).withPort(1)),
            new Row(post(anyUrl()).withClientIp(equalTo("127.0.0.1")), post(anyUrl()).withClientIp(equalTo("10.0.0.7"))))) {
      Cases.holds(answers(row.fits, "/a/7?n=1", "c=blue", headers), "does not answer: " + row.fits.build());
      Cases.holds(!answers(row.doesNot, "/a/7?n=1", "c=blue", headers), "answers: " + row.doesNot.build());
    }
  }
}
