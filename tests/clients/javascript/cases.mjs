// Runs the named cases of one client, one after the other, and notes which of the client's public methods each case called.
//
// In: EMULATOR_URL, a fresh emulator; EMULATOR_GUARDED_URL, one that wants a token; EMULATOR_SPARE_URLS, further ones, to
// be shut down; CLIENT_REPORT, the file for what scripts/lib/check-clients reads, a JSON value a line.

import assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import { inspect } from 'node:util';

export const url = process.env.EMULATOR_URL;
export const guardedUrl = process.env.EMULATOR_GUARDED_URL;
export const spareUrls = process.env.EMULATOR_SPARE_URLS.split(' ');

const cases = [];
let called = new Set();

const adds = (group, shows) => (name, run) => cases.push({ group, shows, name, run });

/// stubs('a stub answers', async () => …); stubs.fails('an unknown key is told', …), for what has to go wrong.
const group = (name) => Object.assign(adds(name, 'works'), { fails: adds(name, 'fails') });

export const stubs = group('stubs');
export const verification = group('verification');
export const scenarios = group('scenarios');
export const nearMisses = group('near misses');
export const server = group('server');
/// How the emulator answers what it does not do.
export const refused = group('not supported');

/// The object, with every call from outside of it noted as Class.method, as function where it is a module.
/// services  names of members that are such objects themselves
export function observed(object, services = []) {
  return new Proxy(object, {
    get(target, key) {
      const member = Reflect.get(target, key, target);
      if (typeof key !== 'string') return member;
      const name = owner(target, key) + key;
      if (services.includes(key)) {
        called.add(name);
        return observed(member);
      }
      if (typeof member !== 'function') return member;
      return (...args) => {
        called.add(name);
        return member.apply(target, args);
      };
    },
  });
}

function owner(object, key) {
  for (let holder = object; holder; holder = Object.getPrototypeOf(holder)) {
    if (holder[Symbol.toStringTag] === 'Module') return '';
    if (Object.hasOwn(holder, key)) return `${holder.constructor.name}.`;
  }
  return '';
}

/// A plain request, as the code under test would send it. {status, headers, body}
export async function call(target, options = {}) {
  const response = await fetch(new URL(target, url), options);
  return { status: response.status, headers: response.headers, body: await response.text() };
}

/// Of the emulator's own answers to the client: those of a call's errors object.
export function errorOf(answer) {
  assert.ok(answer?.errors, `an errors object was expected, not ${inspect(answer)}`);
  return `${answer.errors[0].title}: ${answer.errors[0].detail}`;
}

export function report(line) {
  appendFileSync(process.env.CLIENT_REPORT, `${JSON.stringify(line)}\n`);
}

/// publicMethods  as the package's declarations say
/// local          those of them that ask the emulator nothing, so that nothing can fail
export async function run(client, publicMethods, local = []) {
  report({ public: publicMethods, local });
  let failed = 0;
  for (const { group, shows, name, run } of cases) {
    called = new Set();
    let wrong = '';
    try {
      await call('/__admin/settings', { method: 'POST', body: '{}' });
      await call('/__admin/reset', { method: 'POST' });
      await run();
    } catch (error) {
      wrong = String(error?.stack ?? error);
      failed += 1;
    }
    console.log(`${wrong ? 'FAILED' : 'ok    '} ${client}, ${group}: ${name}${wrong && `: ${wrong}`}`);
    report({ group, shows, name, passed: !wrong, methods: [...called].sort() });
  }
  process.exit(failed ? 1 : 0);
}
