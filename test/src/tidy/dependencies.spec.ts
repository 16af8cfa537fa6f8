/**
 * What a package's modules import is what it declares, no more and no less: in `dependencies` for what it runs with, in
 * `devDependencies` (its own or the root's) for what only its specs, its testing parts and its scripts need. Its TypeScript
 * references name the same packages of the project, so that a build makes them first.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const FOLDERS_OF_PACKAGES = ['libs', 'apps', 'examples'];
const SINGLE_PACKAGES = ['bench', 'test'];
const NO_SOURCES = new Set(['node_modules', 'dist', 'coverage', 'fixtures']);
const MODULE = /\.m?[tj]s$/;
const NEEDED_BY_TESTS_ALONE = /^test\/|\.spec\.ts$|\/(testing|contract|scripts)\//;
/** How a CommonJS package is loaded without its types. */
const REQUIRED = /createRequire\(import\.meta\.url\)\('([^']+)'\)/g;

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** The packages that a package's modules import. */
interface Imports {
  readonly running: ReadonlySet<string>;
  readonly testing: ReadonlySet<string>;
}

const readJson = <Content>(path: string): Content => JSON.parse(readFileSync(join(root, path), 'utf8')) as Content;

function packageFolders(): string[] {
  const nested = FOLDERS_OF_PACKAGES.flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
  );
  return [...nested, ...SINGLE_PACKAGES].filter((folder) => existsSync(join(root, folder, 'package.json')));
}

function modulesUnder(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NO_SOURCES.has(entry.name) ? [] : modulesUnder(path);
    return MODULE.test(entry.name) ? [path] : [];
  });
}

/** `@scope/name` or `name` of what an import specifier names; undefined for modules of Node and of the package itself. */
function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith('.') || isBuiltin(specifier)) return undefined;
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}

function packagesIn(text: string): string[] {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  const required = [...text.matchAll(REQUIRED)].map(([, specifier = '']) => specifier);
  return [...importedFiles.map(({ fileName }) => fileName), ...required].flatMap((each) => packageOf(each) ?? []);
}

function importsOf(folder: string): Imports {
  const running = new Set<string>();
  const testing = new Set<string>();
  for (const path of modulesUnder(folder)) {
    const needed = NEEDED_BY_TESTS_ALONE.test(path) ? testing : running;
    for (const name of packagesIn(readFileSync(join(root, path), 'utf8'))) needed.add(name);
  }
  return { running, testing };
}

/** One sentence for each declaration that is missing, in vain, or in the wrong place. */
function faults(manifest: Manifest, { running, testing }: Imports, shared: ReadonlySet<string>): string[] {
  const dependencies = new Set(Object.keys(manifest.dependencies ?? {}));
  const devDependencies = new Set(Object.keys(manifest.devDependencies ?? {}));
  const isKnown = (name: string): boolean => name === manifest.name || dependencies.has(name);
  return [
    ...[...running].filter((name) => !isKnown(name)).map((name) => `does not declare ${name}`),
    ...[...testing]
      .filter((name) => !running.has(name) && !isKnown(name) && !devDependencies.has(name) && !shared.has(name))
      .map((name) => `does not declare ${name} for its specs`),
    ...[...dependencies]
      .filter((name) => !running.has(name))
      .map((name) => (testing.has(name) ? `runs without ${name}` : `does not import ${name}`)),
    ...[...devDependencies].filter((name) => !testing.has(name)).map((name) => `has no spec that imports ${name}`),
  ];
}

function referenceFaults(folder: string, { running, testing }: Imports, name: string): string[] {
  const { config } = ts.readConfigFile(join(root, folder, 'tsconfig.json'), (path) => ts.sys.readFile(path)) as {
    readonly config: { readonly references?: readonly { readonly path: string }[] };
  };
  const referenced = (config.references ?? []).map(
    ({ path }) => readJson<Manifest>(join(folder, path, 'package.json')).name,
  );
  const imported = [...new Set([...running, ...testing])].filter((each) => each.startsWith('@macp/') && each !== name);
  return [
    ...imported.filter((each) => !referenced.includes(each)).map((each) => `has no reference to ${each}`),
    ...referenced.filter((each) => !imported.includes(each)).map((each) => `references ${each} in vain`),
  ];
}

describe('the packages', () => {
  const folders = packageFolders();
  const shared = new Set(Object.keys(readJson<Manifest>('package.json').devDependencies ?? {}));

  it('are all looked at', () => {
    expect(folders).toEqual(expect.arrayContaining(['libs/kernel', 'apps/runtime', 'bench', 'test']));
  });

  it.each(folders)('declare what they import: %s', (folder) => {
    const manifest = readJson<Manifest>(`${folder}/package.json`);

    expect(faults(manifest, importsOf(folder), shared)).toEqual([]);
  });

  it.each(folders)('are built after what they import: %s', (folder) => {
    const { name } = readJson<Manifest>(`${folder}/package.json`);

    expect(referenceFaults(folder, importsOf(folder), name)).toEqual([]);
  });
});

describe('the rule', () => {
  const shared = new Set(['jest']);
  const imports = (running: string[], testing: string[] = []): Imports => ({
    running: new Set(running),
    testing: new Set(testing),
  });

  it('finds what is missing, in vain, or in the wrong place', () => {
    const manifest = { name: '@macp/a', dependencies: { b: '1', c: '1' }, devDependencies: { d: '1' } };

    expect(faults(manifest, imports(['b', 'c', '@macp/a'], ['d', 'jest', 'b']), shared)).toEqual([]);
    expect(faults(manifest, imports(['b', 'c', 'e'], ['d']), shared)).toEqual(['does not declare e']);
    expect(faults(manifest, imports(['b', 'c', 'd'], ['d']), shared)).toEqual(['does not declare d']);
    expect(faults(manifest, imports(['b', 'c'], ['d', 'e']), shared)).toEqual(['does not declare e for its specs']);
    expect(faults(manifest, imports(['b'], ['d']), shared)).toEqual(['does not import c']);
    expect(faults(manifest, imports(['b'], ['c', 'd']), shared)).toEqual(['runs without c']);
    expect(faults(manifest, imports(['b', 'c']), shared)).toEqual(['has no spec that imports d']);
  });

  it('sees imports of every kind, and no others', () => {
    const text = [
      "import './own.js';",
      "import 'reflect-metadata';",
      "import type { A } from '@scope/types/deep.js';",
      "export { b } from 'b';",
      "const c = await import('c');",
      "import { readFile } from 'node:fs';",
      "const text = \"import 'd';\"; // import 'e';",
      `const f = createRequire(import.meta.url)(${"'f'"});`,
    ].join('\n');

    expect(packagesIn(text).sort()).toEqual(['@scope/types', 'b', 'c', 'f', 'reflect-metadata']);
  });
});
