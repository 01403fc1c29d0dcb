// What a package's TypeScript declarations offer to its users.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const packages = process.env.CLIENT_PACKAGES;  // the node_modules that they were installed to

/// The module that a file of an installed package is.
export const load = (file) => import(pathToFileURL(join(packages, file)));

/// files    declaration files, as package/file
/// returns  Class.method for each public method and getter of an exported class, the name for each exported function,
///          sorted; constructors and plain values are none
export function publicMethods(...files) {
  const found = files.flatMap((file) => {
    const text = readFileSync(join(packages, file), 'utf8').replace(/\/\*[^]*?\*\//g, '');
    return [...methodsOfClasses(text), ...functions(text)];
  });
  if (found.length === 0) throw new Error(`no public method was found in ${files.join(', ')}`);
  return found.sort();
}

function methodsOfClasses(text) {
  const classes = [...text.matchAll(/^export declare class (\w+)[^{]*\{\n([^]*?)^\}/gm)];
  return classes.flatMap(([, name, body]) =>
    [...body.matchAll(/^ {4}(?:get )?(\w+)(?:<[^(]*>)?\(/gm)]
      .map(([, method]) => method)
      .filter((method) => method !== 'constructor')
      .map((method) => `${name}.${method}`));
}

// Values whose type is an object of data are none.
function functions(text) {
  return [...text.matchAll(/^export declare const (\w+): (?:<[^>]*>)?(?:\(|\w+Function;)/gm)].map(([, name]) => name);
}
