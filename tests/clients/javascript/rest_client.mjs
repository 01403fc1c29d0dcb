// wiremock-rest-client, which other JavaScript clients are built on.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';

import {
  call, errorOf, guardedUrl, nearMisses, observed, refused, run, scenarios, server, spareUrls, stubs, url, verification,
} from './cases.mjs';
import { load, publicMethods } from './declarations.mjs';

// The client's log, without the numbers of its requests. It takes hold of console.error when it is loaded.
const log = [];
console.error = (line) => log.push(String(line).replace(/^\[[^\]]*\] /, ''));

const { WireMockRestClient } = (await load('wiremock-rest-client/dist/index.js')).default;

const services = ['mappings', 'requests', 'recordings', 'scenarios', 'global'];
const connect = (base) =>
  observed(new WireMockRestClient(base, { continueOnFailure: true, logLevel: 'ERROR' }), services);
const client = connect(url);

const noId = '00000000-0000-4000-8000-000000000000';
const stub = (path, rest = {}) => ({ request: { method: 'GET', urlPath: path }, response: { body: path }, ...rest });
const turnstile = () => client.mappings.createMapping(
  stub('/gate', { scenarioName: 'turn stile', requiredScenarioState: 'Started', newScenarioState: 'open' }));

/// What the answer to a call that fails is; the client logs its status line.
async function failure(status, promise) {
  log.length = 0;
  const answer = await promise;
  assert.deepEqual(log, [`Response: [${status}`]);
  return answer;
}

const unprocessable = async (promise) => {
  const { errors } = await failure('422] Unprocessable Content', promise);
  return [errors[0].source?.pointer, errorOf({ errors })];
};

const notFound = async (promise) => assert.equal(await failure('404] Not Found', promise), '');

stubs('a stub answers, is listed, read, replaced and deleted', async () => {
  const made = await client.mappings.createMapping(stub('/a'));
  assert.equal((await call('/a')).body, '/a');
  assert.deepEqual(await client.mappings.getAllMappings(), { mappings: [made], meta: { total: 1 } });
  assert.deepEqual(await client.mappings.getMapping(made.id), made);
  const replaced = await client.mappings.updateMapping(made.id, stub('/a', { response: { status: 204 } }));
  assert.equal(replaced.id, made.id);
  assert.equal((await call('/a')).status, 204);
  await client.mappings.deleteMapping(made.id);
  assert.equal((await call('/a')).status, 404);
});

stubs('stubs are read from a file and from the files of a folder, as JSON5', async () => {
  mkdirSync('stubs/deeper', { recursive: true });
  writeFileSync('one.json', "{request: {urlPath: '/one'}, response: {body: '1'}, /* JSON5 */}");
  writeFileSync('stubs/two.json', JSON.stringify(stub('/two')));
  writeFileSync('stubs/deeper/three.json', JSON.stringify(stub('/three')));
  await client.mappings.createMappingFromFile('one.json');
  await Promise.all(await client.mappings.createMappingsFromDir('stubs'));
  const bodies = await Promise.all(['/one', '/two', '/three'].map(async (path) => (await call(path)).body));
  assert.deepEqual(bodies, ['1', '/two', '/three']);
});

stubs('its program loads folders of stubs', async () => {
  mkdirSync('loaded', { recursive: true });
  writeFileSync('loaded/a.json', JSON.stringify(stub('/a')));
  const program = `${process.env.CLIENT_PACKAGES}/wiremock-rest-client/bin/index.js`;
  const ended = spawnSync(process.execPath, [program, 'load', '-u', url, '-f', 'loaded'], { encoding: 'utf8' });
  assert.equal(ended.status, 0, ended.stderr);
  assert.equal((await call('/a')).body, '/a');
});

stubs('all stubs are deleted and the calls stay; all are reset and the calls go', async () => {
  await client.mappings.createMapping(stub('/a'));
  await call('/a');
  await client.mappings.deleteAllMappings();
  assert.equal((await client.mappings.getAllMappings()).meta.total, 0);
  assert.equal((await client.requests.getCount({})).count, 1);
  await client.mappings.createMapping(stub('/a'));
  await client.mappings.resetAllMappings();
  assert.equal((await client.mappings.getAllMappings()).meta.total, 0);
  assert.equal((await client.requests.getCount({})).count, 0);
});

stubs('stubs are found and removed by their metadata', async () => {
  const blue = await client.mappings.createMapping(stub('/a', { metadata: { colour: 'blue', owner: { id: 7 } } }));
  const red = await client.mappings.createMapping(stub('/b', { metadata: { colour: 'red' } }));
  const found = await client.mappings.findByMetaData({ matchesJsonPath: { expression: '$.owner.id', equalTo: '7' } });
  assert.deepEqual(found, { mappings: [blue], meta: { total: 1 } });
  await client.mappings.removeByMetaData({ equalToJson: { colour: 'blue' }, ignoreExtraElements: true });
  assert.deepEqual((await client.mappings.getAllMappings()).mappings, [red]);
});

stubs('stubs are saved', async () => {
  assert.equal(await client.mappings.saveAllMappings(), '');
});

stubs.fails('what is wrong in a stub is told with its place', async () => {
  const told = (mapping) => unprocessable(client.mappings.createMapping(mapping));
  assert.deepEqual(await told({ request: { urlPaht: '/a' } }),
    ['/request/urlPaht', "Error parsing JSON: a request pattern has no key 'urlPaht'; did you mean 'urlPath'?"]);
  assert.deepEqual(await told({ request: { headers: { A: { equalsTo: 'x' } } } }),
    ['/request/headers/A', "Error parsing JSON: there is no matcher 'equalsTo'; did you mean 'equalTo'?"]);
  assert.deepEqual(await told({ request: { bodyPatterns: [{ equalToJson: '{' }] } }),
    ['/request/bodyPatterns/0/equalToJson', "Error parsing JSON: '{' is not JSON"]);
  assert.deepEqual(await told({ response: { fault: 'NO_SUCH' } }), ['/response/fault', "Error parsing JSON: 'NO_SUCH' is no fault; " +
    'there are EMPTY_RESPONSE, CONNECTION_RESET_BY_PEER, MALFORMED_RESPONSE_CHUNK, RANDOM_DATA_THEN_CLOSE, STALL, TRUNCATED_BODY']);
  const { id } = await client.mappings.createMapping(stub('/a'));
  assert.deepEqual(await told({ id }), [undefined,
    `Duplicate stub mapping ID: there is a stub with the id ${id}; PUT /__admin/mappings/{id} replaces it`]);
  assert.deepEqual(await unprocessable(client.mappings.updateMapping(id, { name: 7 })),
    ['/name', 'Error parsing JSON: must be a string, is the number 7']);
  writeFileSync('wrong.json', '{reqest: {}}');
  assert.deepEqual(await unprocessable(client.mappings.createMappingFromFile('wrong.json')),
    ['/reqest', "Error parsing JSON: there is no member 'reqest' here; did you mean 'request'?"]);
});

stubs.fails('a stub that does not exist is not found', async () => {
  await notFound(client.mappings.getMapping(noId));
  await notFound(client.mappings.updateMapping(noId, stub('/a')));
  await notFound(client.mappings.deleteMapping(noId));
  const { errors } = await failure('400] Bad Request', client.mappings.getMapping('seven'));
  assert.equal(errors[0].title, "'seven' is not a UUID");
});

stubs.fails('metadata is asked for with a matcher that there is', async () => {
  assert.deepEqual(await unprocessable(client.mappings.findByMetaData({ isEqualTo: {} })),
    [undefined, "Error parsing JSON: there is no matcher 'isEqualTo'; did you mean 'equalTo'?"]);
  const [, told] = await unprocessable(client.mappings.removeByMetaData({}));
  assert.match(told, /^Error parsing JSON: a matcher needs an operator: one of 'equalTo', 'contains', /);
});

stubs.fails('the process ends when a call fails, unless it is told to continue', async () => {
  const program = `
    const { WireMockRestClient } = require('wiremock-rest-client');
    new WireMockRestClient('${url}', { logLevel: 'ERROR' }).mappings.createMapping({ name: 7 });`;
  const ended = spawnSync(process.execPath, ['-e', program],
    { env: { ...process.env, NODE_PATH: process.env.CLIENT_PACKAGES }, encoding: 'utf8' });
  assert.equal(ended.status, 1);
  assert.match(ended.stderr, /Response: \[422\] Unprocessable Content/);
});

verification('calls are listed, read, counted and found', async () => {
  await client.mappings.createMapping(stub('/a'));
  await call('/a?n=1', { headers: { 'X-Test': 'yes' } });
  await call('/a?n=2', { method: 'POST', body: '{"x": 1}' });
  const all = await client.requests.getAllRequests();
  assert.deepEqual(all.requests.map((event) => event.request.url), ['/a?n=2', '/a?n=1']);
  assert.deepEqual(all.meta, { total: 2 });
  assert.deepEqual(await client.requests.getRequest(all.requests[1].id), all.requests[1]);
  assert.equal((await client.requests.getCount({ headers: { 'x-test': { equalTo: 'yes' } } })).count, 1);
  const { requests } = await client.requests.findRequests({ urlPath: '/a' });
  assert.deepEqual(requests.map((request) => request.url), ['/a?n=1', '/a?n=2']);
  assert.equal(requests[1].body, '{"x": 1}');
  const unmatched = await client.requests.getUnmatchedRequests();
  assert.deepEqual(unmatched.requests.map((request) => request.method), ['POST']);
});

verification('calls are forgotten: one, those of a pattern, those of a stub, all', async () => {
  await client.mappings.createMapping(stub('/a', { metadata: { colour: 'blue' } }));
  for (const path of ['/a', '/b', '/c', '/d']) await call(path);
  const left = async () => (await client.requests.findRequests({})).requests.map((request) => request.url);
  const { requests } = await client.requests.getAllRequests();
  assert.deepEqual(await client.requests.deleteRequest(requests[0].id), {});
  assert.deepEqual(await left(), ['/a', '/b', '/c']);
  const { serveEvents } = await client.requests.removeRequests({ urlPath: '/b' });
  assert.deepEqual(serveEvents.map((event) => event.request.url), ['/b']);
  const removed = await client.requests.removeRequestsByMetadata({ matchesJsonPath: { expression: '$.colour', equalTo: 'blue' } });
  assert.deepEqual(removed.serveEvents.map((event) => event.request.url), ['/a']);
  assert.deepEqual(await left(), ['/c']);
  await client.requests.deleteAllRequests();
  assert.deepEqual(await left(), []);
  await call('/e');
  await client.requests.resetAllRequests();
  assert.deepEqual(await left(), []);
});

verification.fails('a question that cannot be understood is refused with its place', async () => {
  const wrong = { queryParameters: { n: { equalTo: 1 } } };
  const told = ['/queryParameters/n/equalTo', 'Error parsing JSON: must be a string, is the number 1'];
  assert.deepEqual(await unprocessable(client.requests.getCount(wrong)), told);
  assert.deepEqual(await unprocessable(client.requests.findRequests(wrong)), told);
  assert.deepEqual(await unprocessable(client.requests.removeRequests(wrong)), told);
  assert.deepEqual(await unprocessable(client.requests.removeRequestsByMetadata({ equal: 1 })),
    [undefined, "Error parsing JSON: there is no matcher 'equal'; did you mean 'equalTo'?"]);
});

verification.fails('a call that does not exist is not found, and forgotten already', async () => {
  await notFound(client.requests.getRequest(noId));
  assert.deepEqual(await client.requests.deleteRequest(noId), {});
  const { errors } = await failure('400] Bad Request', client.requests.deleteRequest('seven'));
  assert.equal(errors[0].title, "'seven' is not a UUID");
});

nearMisses('the stubs nearest to a request, and to those that nothing answered', async () => {
  const near = await client.mappings.createMapping(stub('/orders/7'));
  const far = await client.mappings.createMapping(stub('/somewhere/else'));
  const asked = await client.requests.getNearMissesByRequest({ url: '/orders/8', method: 'GET' });
  assert.deepEqual(asked.nearMisses.map((miss) => miss.stubMapping), [near, far]);
  await call('/orders/8');
  const { nearMisses: misses } = await client.requests.getUnmatchedNearMisses();
  assert.deepEqual(misses.map((miss) => [miss.request.url, miss.stubMapping.id]), [['/orders/8', near.id], ['/orders/8', far.id]]);
  assert.ok(misses[0].matchResult.distance < misses[1].matchResult.distance);
});

nearMisses('the calls nearest to a pattern', async () => {
  await call('/orders/8');
  await call('/somewhere/else');
  const { nearMisses: misses } = await client.requests.getNearMissesByRequestPattern({ urlPath: '/orders/7' });
  assert.deepEqual(misses.map((miss) => miss.request.url), ['/orders/8', '/somewhere/else']);
});

nearMisses.fails('a question that cannot be understood is refused with its place', async () => {
  assert.deepEqual(await unprocessable(client.requests.getNearMissesByRequest({ url: '/a' })),
    [undefined, "Error parsing JSON: the member 'method' is missing"]);
  assert.deepEqual(await unprocessable(client.requests.getNearMissesByRequestPattern({ method: 7 })),
    ['/method', 'Error parsing JSON: must be a string, is the number 7']);
});

scenarios('a scenario goes from state to state, is set, and reset', async () => {
  await turnstile();
  const state = async () => (await client.scenarios.getAllScenarios()).scenarios.map(({ name, state }) => `${name}: ${state}`);
  assert.deepEqual(await state(), ['turn stile: Started']);
  assert.equal((await call('/gate')).status, 200);
  assert.deepEqual(await state(), ['turn stile: open']);
  await client.scenarios.resetAllScenarios();
  assert.deepEqual(await state(), ['turn stile: Started']);
  await client.scenarios.setScenarioState('turn stile', 'open');
  assert.equal((await call('/gate')).status, 404);
  await client.scenarios.resetScenario('turn stile');
  assert.equal((await call('/gate')).status, 200);
});

scenarios.fails('a scenario or a state that does not exist is told', async () => {
  await turnstile();
  for (const use of [(states) => states.setScenarioState('turnpike', 'open'), (states) => states.resetScenario('turnpike')]) {
    assert.equal(errorOf(await failure('404] Not Found', use(client.scenarios))),
      "No such scenario: no stub belongs to the scenario 'turnpike'");
  }
  assert.deepEqual(await unprocessable(client.scenarios.setScenarioState('turn stile', 'ajar')),
    [undefined, "No such state: the scenario 'turn stile' has no state 'ajar'; it has 'Started' and 'open'"]);
});

server('a delay for every stub, until the settings are replaced', async () => {
  await client.mappings.createMapping(stub('/a'));
  await client.global.updateGlobalSettings({ fixedDelay: 30 });
  await call('/a');
  await client.global.updateGlobalSettings({});
  await call('/a');
  const { requests } = await client.requests.getAllRequests();
  assert.deepEqual(requests.map((event) => event.timing.addedDelay), [0, 30]);
});

server('a reset takes stubs and calls', async () => {
  await client.mappings.createMapping(stub('/a'));
  await call('/a');
  await client.global.resetAll();
  assert.equal((await client.mappings.getAllMappings()).meta.total, 0);
  assert.equal((await client.requests.getCount({})).count, 0);
});

server('a space is a folder of the base URL, and the token a header', async () => {
  const jane = connect(`${url}/__space/jane/`);
  await jane.mappings.createMapping(stub('/a'));
  assert.equal((await call('/__space/jane/a')).body, '/a');
  assert.equal((await call('/a')).status, 404);
  assert.equal((await jane.requests.getCount({})).count, 1);
  const options = { continueOnFailure: true, logLevel: 'ERROR' };
  const headers = { Authorization: `Bearer ${process.env.EMULATOR_TOKEN}` };
  const known = observed(new WireMockRestClient(guardedUrl, { ...options, headers }), services);
  assert.equal((await known.mappings.getAllMappings()).meta.total, 0);
  connect(url);  // the headers are those of all its clients
});

server('the emulator is shut down', async () => {
  await connect(spareUrls[0]).global.shutdown();
});

server.fails('settings that cannot be understood are refused with their place', async () => {
  assert.deepEqual(await unprocessable(client.global.updateGlobalSettings({ fixedDelay: 'long' })),
    ['/fixedDelay', "Error parsing JSON: must be a whole number from 0 to 86400000, is the string 'long'"]);
});

server.fails('every method is refused where a token is wanted, and says so', async () => {
  const { mappings, requests, scenarios: states, global, recordings } = connect(guardedUrl);
  const asks = [
    () => mappings.getAllMappings(),
    () => mappings.createMapping(stub('/a')),
    () => mappings.createMappingFromFile('one.json'),
    async () => Promise.all(await mappings.createMappingsFromDir('stubs/deeper')),
    () => mappings.deleteAllMappings(),
    () => mappings.resetAllMappings(),
    () => mappings.getMapping(noId),
    () => mappings.updateMapping(noId, stub('/a')),
    () => mappings.deleteMapping(noId),
    () => mappings.saveAllMappings(),
    () => mappings.findByMetaData({ anything: true }),
    () => mappings.removeByMetaData({ anything: true }),
    () => requests.getAllRequests(),
    () => requests.deleteAllRequests(),
    () => requests.getRequest(noId),
    () => requests.deleteRequest(noId),
    () => requests.resetAllRequests(),
    () => requests.getCount({}),
    () => requests.removeRequests({}),
    () => requests.removeRequestsByMetadata({ anything: true }),
    () => requests.findRequests({}),
    () => requests.getUnmatchedRequests(),
    () => requests.getUnmatchedNearMisses(),
    () => requests.getNearMissesByRequest({ url: '/a', method: 'GET' }),
    () => requests.getNearMissesByRequestPattern({}),
    () => states.getAllScenarios(),
    () => states.resetAllScenarios(),
    () => states.resetScenario('turn stile'),
    () => states.setScenarioState('turn stile', 'open'),
    () => global.updateGlobalSettings({}),
    () => global.resetAll(),
    () => global.shutdown(),
    () => recordings.startRecording({}),
    () => recordings.stopRecording(),
    () => recordings.getRecordingStatus(),
    () => recordings.takeSnapshotRecording({}),
  ];
  for (const ask of asks) {
    const [answer] = [await failure('401] Unauthorized', ask())].flat();
    if (answer !== undefined) assert.equal(answer.errors[0].title, 'A token is wanted');  // resetAllMappings() gives nothing
  }
});

refused.fails('recording: it never started, and cannot be', async () => {
  assert.deepEqual(await client.recordings.getRecordingStatus(), { status: 'NeverStarted' });
  const told = 'Recording is not supported: calls are answered from documents, fixtures and stubs, ' +
    'never by another server; GET /__admin/requests has those that were made';
  const { recordings } = client;
  assert.equal(errorOf(await failure('404] Not Found', recordings.startRecording({ targetBaseUrl: 'http://127.0.0.1:1' }))), told);
  assert.equal(errorOf(await failure('404] Not Found', recordings.takeSnapshotRecording({}))), told);
  assert.equal(errorOf(await failure('400] Bad Request', recordings.stopRecording())), 'Not recording: there is no recording to stop');
});

await run('wiremock-rest-client', publicMethods(
  ...['mapping', 'request', 'scenario', 'global', 'recording']
    .map((name) => `wiremock-rest-client/dist/service/${name}.service.d.ts`),
  'wiremock-rest-client/dist/client/wiremock-rest.client.d.ts'), services.map((name) => `WireMockRestClient.${name}`));
