/**
 * Makes the executable: one file of everything that `tsc -b` wrote and that it imports. Loading 1,600 modules one by one is
 * nine tenths of what a start takes of a processor, and whoever starts again after a crash is waited for. Does nothing where
 * no input has changed since; with --clean it takes away what it made. Packages with native parts or files of their own stay what they are.
 */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'apps/runtime/dist');
const outfile = join(dist, 'macp-runtime.mjs');
/** What the bundle was made of. Is there exactly when the bundle is whole. */
const inputsFile = join(dist, 'macp-runtime.inputs.json');

/** Load files beside their own: native code, definitions of services, workers. */
const WITH_FILES = ['grpc-health-check', 'lmdb', 'pino'];

/** What Nest imports if it is there: transports and validators that this server does not use. */
const NOT_INSTALLED = [
  '@grpc/reflection',
  '@nats-io/*',
  '@nestjs/platform-*',
  '@nestjs/websockets',
  '@nestjs/websockets/*',
  'amqp-connection-manager',
  'amqplib',
  'class-transformer',
  'class-validator',
  'ioredis',
  'mqtt',
  'nats',
];

function isFresh() {
  if (!existsSync(inputsFile) || !existsSync(outfile)) return false;
  const madeMs = statSync(outfile).mtimeMs;
  const inputs = ['package-lock.json', 'scripts/bundle.mjs', ...JSON.parse(readFileSync(inputsFile, 'utf8'))];
  return inputs.every((input) => {
    const found = statSync(join(root, input), { throwIfNoEntry: false });
    return found !== undefined && found.mtimeMs < madeMs;
  });
}

async function bundle() {
  const { build } = await import('esbuild');
  rmSync(inputsFile, { force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [join(dist, 'main.js')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: [...WITH_FILES, ...NOT_INSTALLED],
    // Packages in CommonJS ask for Node's own modules with `require`, which a module does not have.
    banner: {
      js: "import{createRequire as requireBeside}from'node:module';const require=requireBeside(import.meta.url);",
    },
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
    // Classes of one name in two modules become X and X2; nothing depends on the names of classes.
    keepNames: false,
  });
  writeFileSync(inputsFile, JSON.stringify(Object.keys(metafile.inputs)));
}

if (process.argv.includes('--clean'))
  for (const file of [inputsFile, outfile, `${outfile}.map`]) rmSync(file, { force: true });
else if (!isFresh()) await bundle();
