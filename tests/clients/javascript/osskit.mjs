// @osskit/wiremock-client: functions, and a class with the same methods.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';

import {
  call, guardedUrl, observed, refused, run, scenarios, server, stubs, url, verification,
} from './cases.mjs';
import { load, publicMethods } from './declarations.mjs';

// What it builds on ends the process when a call fails; here the failures are looked at.
process.env.WRC_CONTINUE_ON_FAILURE = 'true';
const log = [];
console.error = (line) => log.push(String(line).replace(/^\[[^\]]*\] /, ''));

const module = await load('@osskit/wiremock-client/dist/index.js');
const { HttpMethod, WireMockClient } = module;
const osskit = observed(module);
const connect = (base) => observed(new WireMockClient(base));
const client = connect(url);
osskit.setGlobalConfiguration({ baseUrl: url });

const soon = { timeoutInMs: 3000, intervalInMs: 5 };
const atOnce = { timeoutInMs: 1, intervalInMs: 1 };
const gate = {
  request: { url: '/gate', method: HttpMethod.Get }, response: { status: 202 },
  scenarioName: 'turn stile', requiredScenarioState: 'Started', targetScenarioState: 'open',
};

for (const [kind, side] of [['functions', osskit], ['class', client]]) {
  stubs(`${kind}: a stub answers, until all are reset`, async () => {
    const request = { url: '/a?n=1', method: HttpMethod.Post, bodyPatterns: [{ equalToJson: { a: 1 }, ignoreExtraElements: true }] };
    assert.deepEqual(await side.createMapping({ request, response: { status: 201, jsonBody: { b: 2 } }, priority: 2 }), request);
    const answer = await call('/a?n=1', { method: 'POST', body: '{"a": 1, "c": 3}' });
    assert.deepEqual([answer.status, answer.body], [201, '{"b":2}']);
    await side.reset();
    assert.equal((await call('/a?n=1', { method: 'POST', body: '{"a": 1}' })).status, 404);
  });

  stubs(`${kind}: each kind of pattern and of answer`, async () => {
    const answers = async (pattern, response, target, options) => {
      await side.createMapping({ request: { urlPathPattern: '/a', ...pattern }, response });
      return (await call(target ?? '/a', options)).body;
    };
    const posted = (body) => ({ method: 'POST', body });
    const bodies = (...bodyPatterns) => ({ bodyPatterns });
    assert.equal(await answers({}, { status: 200, body: 'text' }), 'text');
    assert.equal(await answers({ queryParameters: { n: { matches: '\\d' } } }, { status: 200, base64Body: 'aGk=' }, '/a?n=7'), 'hi');
    assert.equal(await answers({ headers: { 'X-A': { contains: 'b' } } }, { status: 200, body: 'h' }, '/a', { headers: { 'X-A': 'abc' } }), 'h');
    const path = bodies({ matchesJsonPath: { expression: '$.a', contains: 'x' } }, { matchesJsonPath: '$.b' });
    assert.equal(await answers(path, { status: 200, body: 'p' }, '/a', posted('{"a": "xyz", "b": 0}')), 'p');
    const json = bodies({ matchesJsonPath: { expression: '$.a', equalToJson: '{"n": [1]}' } });
    assert.equal(await answers(json, { status: 200, body: 'j' }, '/a', posted('{"a": {"n": [1]}}')), 'j');
    await side.createMapping({ request: { url: '/broken' }, response: { fault: 'EMPTY_RESPONSE' } });
    await assert.rejects(call('/broken'), TypeError);
  });

  stubs.fails(`${kind}: what is wrong in a stub is told with its place`, async () => {
    await assert.rejects(side.createMapping({ request: { urlPaht: '/a' } }), {
      message: 'Failed to create mapping - {"errors":[{"code":10,"source":{"pointer":"/request/urlPaht"},' +
        '"title":"Error parsing JSON","detail":"a request pattern has no key \'urlPaht\'; did you mean \'urlPath\'?"}]}',
    });
  });

  verification(`${kind}: calls are waited for, oldest first, with bodies read as JSON or as text`, async () => {
    await call('/a?n=1', { method: 'POST', body: '{"a": 1}', headers: { 'X-Kind': 'new' } });
    const late = call('/a?n=2', { method: 'POST', body: '[2]' });
    const calls = await side.waitForCalls({ urlPathPattern: '/a', queryParameters: { n: { equalTo: '2' } } }, { timeoutOptions: soon });
    await late;
    assert.deepEqual(calls.map(({ body }) => body), [[2]]);
    const all = await side.waitForCalls({ urlPathPattern: '/a' }, { bodyAsString: true });
    assert.deepEqual(all.map(({ url: target, method, body }) => [target, method, body]),
      [['/a?n=1', 'POST', '{"a": 1}'], ['/a?n=2', 'POST', '[2]']]);
    assert.equal(all[0].headers['X-Kind'] ?? all[0].headers['x-kind'], 'new');
    assert.deepEqual(all[0].queryParams, { n: { key: 'n', values: ['1'] } });
    assert.ok(Math.abs(Date.now() - all[0].loggedDate) < 60_000);
    const newest = await side.waitForCalls({ urlPathPattern: '/a' }, { orderBy: (a, b) => b.loggedDate - a.loggedDate || 1 });
    assert.equal(newest.length, 2);
    assert.equal(await side.hasMadeCalls({ urlPathPattern: '/a' }, soon), true);
  });

  verification.fails(`${kind}: calls that nobody made are not there`, async () => {
    await call('/b');
    assert.deepEqual(await side.waitForCalls({ url: '/a' }, { timeoutOptions: atOnce }), []);
    assert.equal(await side.hasMadeCalls({ url: '/a' }, atOnce), false);
  });

  scenarios(`${kind}: a scenario goes from state to state`, async () => {
    await side.createMapping(gate);
    assert.equal((await call('/gate')).status, 202);
    assert.equal((await call('/gate')).status, 404);
  });
}

server('a space is a folder of the base URL', async () => {
  const jane = connect(`${url}/__space/jane/`);
  await jane.createMapping({ request: { url: '/a' } });
  assert.deepEqual([(await call('/__space/jane/a')).status, (await call('/a')).status], [200, 404]);
  assert.equal(await jane.hasMadeCalls({ url: '/a' }), true);
});

server.fails('every method is refused where a token is wanted, and says so', async () => {
  for (const side of [osskit, connect(guardedUrl)]) {
    osskit.setGlobalConfiguration({ baseUrl: guardedUrl });
    log.length = 0;
    await side.reset();
    await assert.rejects(side.createMapping({ request: { url: '/a' } }), /^Error: Failed to create mapping - .*"A token is wanted"/);
    // It reads a member of the answer that is not there.
    await assert.rejects(side.waitForCalls({}), TypeError);
    await assert.rejects(side.hasMadeCalls({}), TypeError);
    assert.deepEqual(log, Array(4).fill('Response: [401] Unauthorized'));
    osskit.setGlobalConfiguration({ baseUrl: url });
  }
});

server.fails('the process ends when a call fails', async () => {
  const program = `
    import(process.env.CLIENT_PACKAGES + '/@osskit/wiremock-client/dist/index.js')
      .then(({ WireMockClient }) => new WireMockClient('${url}').createMapping({ request: { method: 7 } }));`;
  const ended = spawnSync(process.execPath, ['-e', program],
    { env: { ...process.env, WRC_CONTINUE_ON_FAILURE: 'false' }, encoding: 'utf8' });
  assert.equal(ended.status, 1);
  assert.match(ended.stderr, /Response: \[422\] Unprocessable Content/);
});

refused.fails('XML and templates: refused with their place', async () => {
  const told = (rest) => client.createMapping({ request: { url: '/a' }, ...rest });
  await assert.rejects(told({ request: { bodyPatterns: [{ matchesXPath: '//a' }] } }),
    /"\/request\/bodyPatterns\/0".*the matcher 'matchesXPath' is not supported: XML is not read/);
  await assert.rejects(told({ response: { status: 200, transformers: ['response-template'] } }),
    /"\/response\/transformers\/0".*templates are not supported/);
  // As its types spell it; the protocol has binaryEqualTo.
  await assert.rejects(told({ request: { bodyPatterns: [{ binaryEqualsTo: 'aGk=' }] } }),
    /there is no matcher 'binaryEqualsTo'; did you mean 'binaryEqualTo'\?/);
});

await run('@osskit/wiremock-client', publicMethods(
  '@osskit/wiremock-client/dist/wiremock.d.ts', '@osskit/wiremock-client/dist/wireMockClient.d.ts'), ['setGlobalConfiguration']);
