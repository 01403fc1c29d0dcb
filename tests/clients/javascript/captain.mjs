// wiremock-captain.

import assert from 'node:assert/strict';

import {
  call, errorOf, guardedUrl, observed, refused, run, scenarios, server, stubs, url, verification,
} from './cases.mjs';
import { load, publicMethods } from './declarations.mjs';

const {
  BodyType, DelayType, EndpointFeature, MatchingAttributes, ResponseTransformer, WireMock, WireMockAPI, WireMockFault,
} = (await load('wiremock-captain/dist/index.js')).default;

const captain = observed(new WireMock(url));
const apiOf = (endpoint, method, features) => observed(new WireMockAPI(url, endpoint, method, features));

const ok = { status: 200, body: { fine: true } };
const noId = '00000000-0000-4000-8000-000000000000';
const turnstile = { scenarioName: 'turn stile', requiredScenarioState: 'Started', newScenarioState: 'open' };

/// Whether a stub with that request and these features answers a call.
async function answers(request, features, target, options) {
  const { id } = await captain.register({ method: 'ANY', endpoint: '/a', ...request }, ok, features);
  const { status } = await call(target, options);
  await captain.deleteMapping(id);
  return status === 200;
}

stubs('a stub answers, is read, listed and deleted', async () => {
  const made = await captain.register({ method: 'GET', endpoint: '/a?x=1' }, { status: 201, body: { a: [1] }, headers: { X: 'y' } });
  const answer = await call('/a?x=1');
  assert.deepEqual([answer.status, answer.body, answer.headers.get('X')], [201, '{"a":[1]}', 'y']);
  assert.equal(answer.headers.get('Content-Type'), 'application/json; charset=utf-8');
  assert.deepEqual(await captain.getMapping(made.id), made);
  assert.deepEqual(await captain.getAllMappings(), [made]);
  const deleted = await captain.deleteMapping(made.id);
  assert.deepEqual([deleted.status, await deleted.json()], [200, {}]);
  assert.deepEqual(await captain.getAllMappings(), []);
});

stubs('stubs of one endpoint', async () => {
  const api = apiOf('/orders', 'POST', { requestIgnoreExtraElements: true });
  await api.registerDefaultResponse({ status: 503 });
  await api.register({ body: { kind: 'new' } }, ok);
  const posted = (body) => call('/orders', { method: 'POST', body });
  assert.equal((await posted('{"kind": "new", "n": 1}')).status, 200);
  assert.equal((await posted('{"kind": "old"}')).status, 503);
});

stubs('a URL is compared as a whole or its path alone, as a text or a pattern', async () => {
  const endpoint = (kind, text) => answers({ endpoint: text }, { requestEndpointFeature: kind }, '/a/7?x=1');
  assert.ok(await endpoint(EndpointFeature.Default, '/a/7?x=1'));
  assert.ok(await endpoint(EndpointFeature.UrlPattern, '/a/\\d\\?x=.*'));
  assert.ok(await endpoint(EndpointFeature.UrlPath, '/a/7'));
  assert.ok(await endpoint(EndpointFeature.UrlPathPattern, '/a/\\d+'));
  assert.ok(!await endpoint(EndpointFeature.UrlPathPattern, '/a/\\d+/x'));
});

stubs('headers, cookies, query and form parameters', async () => {
  const request = {
    endpoint: '/a', headers: { 'X-Kind': 'new' }, cookies: { session: 'abc' }, queryParameters: { n: '[0-9]+' }, formParameters: { colour: 'blue' },
  };
  const features = {
    requestEndpointFeature: EndpointFeature.UrlPath,
    requestHeaderFeatures: { 'X-Kind': MatchingAttributes.DoesNotMatch },
    requestCookieFeatures: { session: MatchingAttributes.Contains },
    requestQueryParamFeatures: { n: MatchingAttributes.Matches },
    requestFormParameterFeatures: { colour: MatchingAttributes.EqualTo },
  };
  const sent = (n) => ({
    method: 'POST',
    headers: { 'X-Kind': 'old', Cookie: 'a=b; session=-abc-', 'Content-Type': 'application/x-www-form-urlencoded' },
    body: `colour=${n}`,
  });
  assert.ok(await answers(request, features, '/a?n=12', sent('blue')));
  assert.ok(!await answers(request, features, '/a?n=12', sent('red')));
  assert.ok(!await answers(request, features, '/a?n=', sent('blue')));
});

stubs('bodies, by each matcher', async () => {
  const matches = (attribute, expected, body, rest) =>
    answers({ body: expected }, { requestBodyFeature: attribute, ...rest }, '/a', { method: 'POST', body });
  assert.ok(await matches(MatchingAttributes.EqualTo, 'abc', 'abc'));
  assert.ok(await matches(MatchingAttributes.Contains, 'b', 'abc'));
  assert.ok(await matches(MatchingAttributes.Matches, 'a.c', 'abc'));
  assert.ok(await matches(MatchingAttributes.DoesNotMatch, 'a.d', 'abc'));
  assert.ok(await matches(MatchingAttributes.BinaryEqualTo, 'YWJj', 'abc'));
  assert.ok(await matches(MatchingAttributes.MatchesJsonPath, '$.a[?(@.b == 2)]', '{"a": [{"b": 2}]}'));
  assert.ok(await matches(MatchingAttributes.EqualToJson, { a: [1, 2] }, '{"a": [2, 1]}', { requestIgnoreArrayOrder: true }));
  assert.ok(!await matches(MatchingAttributes.EqualToJson, { a: [1, 2] }, '{"a": [2, 1]}'));
});

stubs('bodies of answers: JSON, text, bytes', async () => {
  const body = async (type, value) => {
    await captain.register({ method: 'GET', endpoint: '/a' }, { status: 200, body: value }, { responseBodyType: type });
    return (await call('/a')).body;
  };
  assert.equal(await body(BodyType.Default, { a: 1 }), '{"a":1}');
  assert.equal(await body(BodyType.Body, 'hello'), 'hello');
  assert.equal(await body(BodyType.Base64Body, 'aGVsbG8='), 'hello');
});

stubs('answers wait, in four ways', async () => {
  const delays = [
    { type: DelayType.FIXED, constantDelay: 5 },
    { type: DelayType.UNIFORM, lower: 2, upper: 4 },
    { type: DelayType.LOG_NORMAL, median: 3, sigma: 0.1 },
    { type: DelayType.CHUNKED_DRIBBLE, numberOfChunks: 3, totalDuration: 6 },
  ];
  for (const responseDelay of delays) {
    await captain.register({ method: 'GET', endpoint: '/a' }, ok, { responseDelay });
    assert.equal((await call('/a')).body, '{"fine":true}');
  }
  const added = (await captain.getAllRequests()).map((event) => event.timing.addedDelay);
  assert.equal(added[3], 5);
  assert.ok(added[2] >= 2 && added[2] <= 4);
  assert.ok(added[1] > 0);
});

stubs('the wire breaks, in four ways', async () => {
  for (const fault of Object.values(WireMockFault)) {
    await captain.register({ method: 'GET', endpoint: '/a' }, ok, { fault });
    await assert.rejects(call('/a'), TypeError, fault);
    assert.equal((await captain.getAllRequests())[0].response.fault, fault);
  }
});

stubs('the stronger priority goes first', async () => {
  await captain.register({ method: 'GET', endpoint: '/a' }, { status: 201 }, { stubPriority: 1 });
  await captain.register({ method: 'GET', endpoint: '/a' }, { status: 202 }, { stubPriority: 2 });
  assert.equal((await call('/a')).status, 201);
});

stubs('stubs are found and removed by their metadata', async () => {
  const blue = await captain.register({ method: 'GET', endpoint: '/a', metadata: { colour: 'blue' } }, ok);
  const red = await captain.register({ method: 'GET', endpoint: '/b', metadata: { colour: 'red' } }, ok);
  const { EqualToJson } = MatchingAttributes;
  assert.deepEqual(await captain.findMappingByMetadata({ colour: 'blue' }, EqualToJson), [blue]);
  assert.deepEqual(await captain.removeMappingByMetadata({ colour: 'blue' }, EqualToJson), {});
  assert.deepEqual(await captain.getAllMappings(), [red]);
});

stubs('stubs are cleared, and reset with the calls', async () => {
  const left = async () => [(await captain.getAllMappings()).length, (await captain.getAllRequests()).length];
  const begin = async () => {
    await captain.register({ method: 'GET', endpoint: '/a' }, ok);
    await call('/a');
  };
  await begin();
  assert.equal((await captain.clearAllMappings()).status, 200);
  assert.deepEqual(await left(), [0, 1]);
  assert.equal((await captain.clearAllRequests()).status, 200);
  assert.deepEqual(await left(), [0, 0]);
  await begin();
  assert.deepEqual((await captain.clearAll()).map(({ status }) => status), [200, 200]);
  assert.deepEqual(await left(), [0, 0]);
  await begin();
  assert.deepEqual((await captain.clearAllExceptDefault()).map(({ status }) => status), [200, 200]);
  assert.deepEqual(await left(), [0, 0]);
  await begin();
  assert.equal((await captain.resetMappings()).status, 200);
  assert.deepEqual(await left(), [0, 0]);
});

stubs.fails('what is wrong in a stub is told with its place', async () => {
  const told = async (request, response, features) => {
    const { errors } = await captain.register(request, response, features);
    return [errors[0].source.pointer, errorOf({ errors })];
  };
  assert.deepEqual(await told({ method: 'GET', endpoint: '(' }, ok, { requestEndpointFeature: EndpointFeature.UrlPattern }),
    ['/request/urlPattern', "Error parsing JSON: '(' is no regular expression: missing closing parenthesis at offset 1"]);
  assert.deepEqual(await told({ method: 'GET', endpoint: '/a', headers: { N: 7 } }, ok),
    ['/request/headers/N/equalTo', 'Error parsing JSON: must be a string, is the number 7']);
  assert.equal(errorOf(await apiOf('/a', 'GET').register({ body: '{' }, ok)), "Error parsing JSON: '{' is not JSON");
  assert.equal(errorOf(await apiOf('/a', 'GET').registerDefaultResponse({ status: 'fine' })),
    "Error parsing JSON: must be a whole number from 0 to 999, is the string 'fine'");
});

stubs.fails('a stub that does not exist is not found', async () => {
  assert.equal((await captain.deleteMapping(noId)).status, 404);
  await assert.rejects(captain.getMapping(noId), SyntaxError);  // it reads the empty body as JSON
  assert.equal((await captain.getMapping('seven')).errors[0].title, "'seven' is not a UUID");
});

stubs.fails('metadata is asked for with a matcher that there is', async () => {
  assert.equal(await captain.findMappingByMetadata({ a: 1 }, 'equalsJson'), undefined);
  assert.equal(errorOf(await captain.removeMappingByMetadata({ a: 1 }, 'equalsJson')),
    "Error parsing JSON: there is no matcher 'equalsJson'; did you mean 'equalToJson'?");
});

verification('calls are listed, those of an endpoint, those that nothing answered', async () => {
  const api = apiOf('/a?x=1', 'GET');
  await api.registerDefaultResponse(ok);
  await call('/a?x=1');
  await call('/b', { method: 'POST', body: 'hello' });
  assert.deepEqual((await captain.getAllRequests()).map((event) => event.request.url), ['/b', '/a?x=1']);
  const [posted] = await captain.getRequestsForAPI('POST', '/b');
  assert.deepEqual([posted.request.body, posted.wasMatched], ['hello', false]);
  assert.deepEqual((await api.getRequestsForAPI()).map((event) => event.response.body), ['{"fine":true}']);
  assert.deepEqual((await captain.getUnmatchedRequests()).map((request) => request.url), ['/b']);
});

verification.fails('a call that was not made is not there', async () => {
  await call('/b');
  assert.deepEqual(await captain.getRequestsForAPI('GET', '/a'), []);
  assert.deepEqual(await apiOf('/b', 'POST').getRequestsForAPI(), []);
});

verification('what a call lacked is told in its event', async () => {
  await captain.register({ method: 'GET', endpoint: '/orders/7' }, ok);
  await call('/orders/8');
  const [{ subEvents }] = await captain.getAllRequests();
  assert.equal(subEvents[0].type, 'REQUEST_NOT_MATCHED');
  assert.match(subEvents[0].data.report, /\/orders\/8/);
});

scenarios('a scenario goes from state to state, and back', async () => {
  await captain.register({ method: 'GET', endpoint: '/gate' }, ok, { scenario: turnstile });
  const state = async () => (await captain.getAllScenarios()).map(({ name, state }) => `${name}: ${state}`);
  assert.deepEqual(await state(), ['turn stile: Started']);
  assert.equal((await call('/gate')).status, 200);
  assert.deepEqual(await state(), ['turn stile: open']);
  assert.equal((await call('/gate')).status, 404);
  assert.equal((await captain.resetAllScenarios()).status, 200);
  assert.deepEqual(await state(), ['turn stile: Started']);
});

server('a space is a folder of the base URL', async () => {
  const jane = observed(new WireMock(`${url}/__space/jane/`));
  await jane.register({ method: 'GET', endpoint: '/a' }, ok);
  assert.deepEqual([(await call('/__space/jane/a')).status, (await call('/a')).status], [200, 404]);
  assert.deepEqual((await jane.getAllRequests()).map((event) => event.request.url), ['/a']);
});

server.fails('every method is refused where a token is wanted, and says so', async () => {
  const stranger = observed(new WireMock(guardedUrl));
  const api = observed(new WireMockAPI(guardedUrl, '/a', 'GET'));
  const { EqualToJson } = MatchingAttributes;
  const wanted = (answer) => assert.equal(answer.errors[0].title, 'A token is wanted');
  wanted(await stranger.register({ method: 'GET', endpoint: '/a' }, ok));
  wanted(await api.register({}, ok));
  wanted(await api.registerDefaultResponse(ok));
  wanted(await stranger.getMapping(noId));
  wanted(await stranger.removeMappingByMetadata({ a: 1 }, EqualToJson));
  for (const response of [
    await stranger.clearAllMappings(), await stranger.clearAllRequests(), await stranger.deleteMapping(noId),
    await stranger.resetAllScenarios(), await stranger.resetMappings(), ...await stranger.clearAll(),
    ...await stranger.clearAllExceptDefault(),
  ]) {
    assert.equal(response.status, 401);
    wanted(await response.json());
  }
  // It hands out a member of the answer and drops the rest, so a program sees this:
  assert.equal(await stranger.getAllMappings(), undefined);
  assert.equal(await stranger.getAllRequests(), undefined);
  assert.equal(await stranger.getAllScenarios(), undefined);
  assert.equal(await stranger.getUnmatchedRequests(), undefined);
  assert.equal(await stranger.findMappingByMetadata({ a: 1 }, EqualToJson), undefined);
  await assert.rejects(stranger.getRequestsForAPI('GET', '/a'), TypeError);
  await assert.rejects(api.getRequestsForAPI(), TypeError);
});

refused.fails('templates, XML: refused with their place', async () => {
  const told = async (request, features) => {
    const { errors } = await captain.register({ method: 'GET', endpoint: '/a', ...request }, ok, features);
    return [errors[0].source.pointer, errors[0].detail];
  };
  assert.deepEqual(await told({}, { responseTransformers: [ResponseTransformer.RESPONSE_TEMPLATE] }),
    ['/response/transformers/0', 'templates are not supported: send the text itself as `body` or `jsonBody`']);
  assert.deepEqual(await told({ body: '<a/>' }, { requestBodyFeature: MatchingAttributes.EqualToXml }),
    ['/request/bodyPatterns/0', "the matcher 'equalToXml' is not supported: XML is not read; compare it as text, with 'equalTo', 'contains' or 'matches'"]);
});

refused('webhooks: kept and given back, never called', async () => {
  const webhook = {
    method: 'POST', url: 'http://127.0.0.1:1/', headers: { A: 'b' }, body: { type: 'JSON', data: { a: 1 } },
    delay: { type: DelayType.FIXED, constantDelay: 1 },
  };
  const { postServeActions } = await captain.register({ method: 'GET', endpoint: '/a' }, ok, { webhook });
  assert.deepEqual(postServeActions[0].parameters.delay, { type: 'fixed', milliseconds: 1 });
  assert.equal((await call('/a')).status, 200);
});

await run('wiremock-captain', publicMethods('wiremock-captain/dist/WireMock.d.ts', 'wiremock-captain/dist/WireMockAPI.d.ts'));
