import static com.github.tomakehurst.wiremock.client.WireMock.*;

import com.github.tomakehurst.wiremock.client.HttpAdminClient;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.common.AdminException;
import com.github.tomakehurst.wiremock.common.ClientError;
import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.matching.CustomMatcherDefinition;
import com.github.tomakehurst.wiremock.matching.EqualToXmlPattern.NamespaceAwareness;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.matching.RequestPatternBuilder;
import com.github.tomakehurst.wiremock.matching.StringValuePattern;
import com.github.tomakehurst.wiremock.recording.RecordingStatus;
import java.util.List;
import java.util.Map;

@Cases.Group("not supported")
final class UnsupportedCases {
  private static HttpAdminClient admin() {
    return new HttpAdminClient(Cases.EMULATOR.getHost(), Cases.EMULATOR.getPort());
  }

  private static WireMock client() {
    return new WireMock(Cases.EMULATOR.getHost(), Cases.EMULATOR.getPort());
  }

  @Cases.Fails
  @Cases.Case("recording: it never started, and cannot be")
  static void recording() {
    Cases.equal(RecordingStatus.NeverStarted, getRecordingStatus().getStatus());
    Cases.equal(RecordingStatus.NeverStarted, client().getStubRecordingStatus().getStatus());
    Cases.equal(RecordingStatus.NeverStarted, admin().getRecordingStatus().getStatus());
    for (Cases.Use use :
        List.<Cases.Use>of(
            () -> startRecording(),
            () -> startRecording("http://127.0.0.1:1"),
            () -> startRecording(recordSpec()),
            () -> client().startStubRecording(),
            () -> client().startStubRecording("http://127.0.0.1:1"),
            () -> client().startStubRecording(recordSpec()),
            () -> admin().startRecording("http://127.0.0.1:1"),
            () -> admin().startRecording(recordSpec()),
            () -> admin().startRecording(recordSpec().build()),
            () -> snapshotRecord(),
            () -> snapshotRecord(recordSpec()),
            () -> client().takeSnapshotRecording(),
            () -> client().takeSnapshotRecording(recordSpec()),
            () -> admin().snapshotRecord(),
            () -> admin().snapshotRecord(recordSpec()),
            () -> admin().snapshotRecord(recordSpec().build()))) {
      Cases.fails(ClientError.class, use, "Recording is not supported");
    }
    for (Cases.Use use :
        List.<Cases.Use>of(() -> stopRecording(), () -> client().stopStubRecording(), () -> admin().stopRecording())) {
      Cases.fails(ClientError.class, use, "Not currently recording");
    }
  }

  private static void refused(MappingBuilder stub, String... parts) {
    Cases.fails(ClientError.class, () -> stubFor(stub), parts);
  }

  private static void refused(ResponseDefinitionBuilder answer, String... parts) {
    Cases.fails(ClientError.class, () -> stubFor(get("/a").willReturn(answer)), parts);
  }

  @Cases.Fails
  @Cases.Case("XML: its matchers are refused with what does instead")
  static void xml() {
    for (StringValuePattern matcher :
        List.of(
            equalToXml("<a/>"),
            equalToXml("<a/>", NamespaceAwareness.STRICT),
            equalToXml("<a/>", true),
            equalToXml("<a/>", true, false),
            equalToXml("<a/>", true, "<", ">"),
            equalToXml("<a/>", true, "<", ">", true),
            equalToXml("<a/>", true, "<", ">", true, NamespaceAwareness.NONE))) {
      refused(post("/a").withRequestBody(matcher), "the matcher 'equalToXml' is not supported: XML is not read", "/request/bodyPatterns/0");
    }
    for (StringValuePattern matcher :
        List.of(
            matchingXPath("//a"),
            matchingXPath("//a", Map.of("x", "http://example.com/x")),
            matchingXPath("//a/text()", equalTo("b")),
            matchesXPathWithSubMatcher("//a/text()", equalTo("b")))) {
      refused(post("/a").withRequestBody(matcher), "the matcher 'matchesXPath' is not supported: XML is not read", "/request/bodyPatterns/0");
    }
  }

  @Cases.Fails
  @Cases.Case("parts of multipart bodies, and matchers by name")
  static void matchers() {
    refused(post("/a").withMultipartRequestBody(aMultipart("x")), "/request/multipartPatterns", "not supported");
    refused(post("/a").withMultipartRequestBody(aMultipart().withName("x")), "/request/multipartPatterns", "not supported");
    refused(requestMatching("named"), "/request/customMatcher", "not supported");
    refused(requestMatching("named", Parameters.one("a", 1)), "/request/customMatcher");
    refused(get("/a").andMatching("named"), "/request/customMatcher");
    refused(get("/a").andMatching("named", Parameters.one("a", 1)), "/request/customMatcher");
    refused(get("/a").andMatching(new CustomMatcherDefinition("named", Parameters.empty())), "/request/customMatcher");
    for (RequestPatternBuilder pattern :
        List.of(
            requestMadeFor("named", Parameters.empty()),
            new RequestPatternBuilder("named", Parameters.empty()),
            RequestPatternBuilder.forCustomMatcher("named", Parameters.empty()),
            getRequestedFor(anyUrl()).andMatching("named"),
            getRequestedFor(anyUrl()).andMatching("named", Parameters.empty()),
            getRequestedFor(anyUrl()).andMatching(new CustomMatcherDefinition("named", Parameters.empty())))) {
      Cases.fails(ClientError.class, () -> verify(pattern), "/customMatcher", "not supported");
    }
    for (RequestPatternBuilder pattern :
        List.of(
            postRequestedFor(anyUrl()).withRequestBodyPart(aMultipart().withName("x").build()),
            postRequestedFor(anyUrl()).withAnyRequestBodyPart(aMultipart().withName("x")),
            postRequestedFor(anyUrl()).withAllRequestBodyParts(aMultipart().withName("x")))) {
      Cases.fails(ClientError.class, () -> verify(pattern), "/multipartPatterns", "not supported");
    }
  }

  @Cases.Fails
  @Cases.Case("stubs with matchers in Java code: the client keeps them to itself")
  static void code() {
    for (MappingBuilder stub :
        List.of(requestMatching(request -> MatchResult.noMatch()), get("/a").andMatching(request -> MatchResult.noMatch()))) {
      Cases.fails(
          AdminException.class, () -> stubFor(stub), "Custom matchers can't be used when administering a remote WireMock server");
    }
  }

  @Cases.Fails
  @Cases.Case("templates and proxying")
  static void answers() {
    refused(aResponse().withTransformers("response-template"), "/response/transformers/0", "templates are not supported");
    refused(aResponse().withTransformer("response-template", "a", 1), "/response/transformers/0");
    refused(aResponse().proxiedFrom("http://127.0.0.1:1"), "/response/proxyBaseUrl");
    refused(
        aResponse()
            .proxiedFrom("http://127.0.0.1:1")
            .withAdditionalRequestHeader("A", "b")
            .withRemoveRequestHeader("C")
            .withProxyUrlPrefixToRemove("/d"),
        "/response/");
    ResponseDefinitionBuilder.ProxyResponseDefinitionBuilder proxied =
        new ResponseDefinitionBuilder.ProxyResponseDefinitionBuilder(aResponse().proxiedFrom("http://127.0.0.1:1"));
    refused(ResponseDefinitionBuilder.like(proxied.build()), "/response/proxyBaseUrl");
    refused(proxyAllTo("http://127.0.0.1:1"), "/response/proxyBaseUrl");
    stubFor(get("/a").willReturn(ok("x").withTransformers("another").withTransformerParameter("a", 1)));
    stubFor(get("/a").willReturn(ok("x").withTransformerParameters(Map.of("a", 1))));
  }
}
