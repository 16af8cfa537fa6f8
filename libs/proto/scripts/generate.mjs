/**
 * Turns `proto/` into `gen/`: static codecs, their types, and a table of the schema. Needs nothing but npm packages and
 * no network. Every file's header carries the hash of what it was made from. With `--check` nothing is written and the
 * run fails when `gen/` is not what a fresh run would write.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import protobuf from 'protobufjs';
import cli from 'protobufjs-cli';
import { schemaModule } from './schema-module.mjs';
import { packageDir, protoFiles, sourcesHash } from './sources.mjs';
import { strictModule } from './strict-module.mjs';
import { typesModule } from './types-module.mjs';

const PBJS_OPTIONS =
  '--target static-module --wrap esm --es6 --root macp --lint eslint-disable --dependency protobufjs/minimal.js ' +
  '--force-long --no-comments --no-create --no-verify --no-convert --no-delimited --no-typeurl --no-service';

function codecModule(files) {
  const args = [...PBJS_OPTIONS.split(' '), '--path', `${packageDir}proto`, ...files];
  return new Promise((resolve, reject) => {
    cli.pbjs.main(args, (error, output) => (error ? reject(error) : resolve(output)));
  });
}

function reflection(files) {
  const root = new protobuf.Root();
  root.resolvePath = (_origin, target) => (target.startsWith('/') ? target : `${packageDir}proto/${target}`);
  root.loadSync(files, { keepCase: true, alternateCommentMode: true });
  return root.resolveAll();
}

const files = protoFiles().map((file) => packageDir + file);
const root = reflection(files);
const [schemaCode, schemaTypes] = schemaModule(root);
const header = `// Generated from proto/ by scripts/generate.mjs; do not edit.\n// sources: ${sourcesHash()}\n`;
const outputs = {
  'macp.js': strictModule(await codecModule(files), root).replace(/^\/\*.*\*\/\n/, '/* eslint-disable */\n'),
  'macp.d.ts': typesModule(root),
  'schema.js': schemaCode,
  'schema.d.ts': schemaTypes,
};

mkdirSync(`${packageDir}gen`, { recursive: true });
const stale = [];
for (const [name, text] of Object.entries(outputs)) {
  const path = `${packageDir}gen/${name}`;
  if (!process.argv.includes('--check')) writeFileSync(path, header + text);
  else if (readFileSync(path, 'utf8') !== header + text) stale.push(name);
}
if (stale.length > 0) {
  console.error(`gen/ is not what proto/ says: ${stale.join(', ')}; run npm run generate -w @macp/proto`);
  process.exitCode = 1;
}
