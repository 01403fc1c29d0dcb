// One alloy-emulator for all tests of a worker, and for each test a space of its own in it.
const { spawn } = require('node:child_process');
const { randomUUID } = require('node:crypto');
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');

let started;
async function start() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'alloy-'));
  const portFile = path.join(folder, 'port.json');
  const args = ['--port', '0', '--port-file', portFile, '--exit-with-parent', '--log', 'off'];
  const emulator = spawn('alloy-emulator', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  emulator.unref(); // it ends with this process, which need not wait for it
  let failure;
  emulator.on('error', (error) => { failure = `${error.message}: is the package installed?`; });
  while (!fs.existsSync(portFile)) {
    if (failure || emulator.exitCode !== null) throw new Error(`alloy-emulator did not start ${failure ?? ''}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const { url } = JSON.parse(fs.readFileSync(portFile, 'utf8'));
  fs.rmSync(folder, { recursive: true });
  return url;
}

// test('…', withAlloy(async (alloy) => { … }))
exports.withAlloy = (test) => async () => {
  const name = randomUUID();
  const url = `${await (started ??= start())}/__space/${name}`;
  const ask = (method, path, body) => fetch(`${url}/__admin${path}`, { method, body: body && JSON.stringify(body) });
  const admin = async (method, path, body) => {
    const answer = await ask(method, path, body);
    const text = await answer.text();
    if (!answer.ok) throw new Error(text); // an expectation that is not met, a mistake in a stub
    return text;
  };
  // The refused calls, and what was wrong with them.
  const printRefused = async () => {
    const none = await ask('POST', '/verify', { pattern: { outcome: 'refused' }, exactly: 0 });
    if (!none.ok) console.error(await none.text());
  };
  const expected = [];
  try {
    await test({ url, admin, expect: (pattern, exactly = 1) => expected.push({ pattern, exactly }) });
    for (const expectation of expected) await admin('POST', '/verify', expectation);
  } catch (error) {
    await printRefused();
    throw error;
  } finally {
    await admin('DELETE', `/spaces/${name}`);
  }
};
