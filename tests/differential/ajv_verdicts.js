// The same as schema_verdicts, by Ajv: node ajv_verdicts.js FOLDER-OF-NODE_MODULES DIALECT < QUESTIONS
const path = require('node:path');
const readline = require('node:readline');

const [modules, dialect] = process.argv.slice(2);
const load = (name) => require(path.join(modules, name));

const classes = { '2020-12': 'ajv/dist/2020', draft7: 'ajv', draft4: 'ajv-draft-04' };
const Ajv = load(classes[dialect]).default;
const formats = load('ajv-formats').default;

const ajv = new Ajv({ strict: false, logger: false, ownProperties: true, validateSchema: false, addUsedSchema: false });
formats(ajv, { mode: 'full' });

function answer({ schema, values }) {
  try {
    const validate = ajv.compile(schema);
    return values.map((value) => validate(value));
  } catch (error) {
    return { error: error.message };
  } finally {
    ajv.removeSchema();
  }
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  process.stdout.write(JSON.stringify(answer(JSON.parse(line))) + '\n');
});
