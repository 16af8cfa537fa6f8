/**
 * House rules that no linter checks: sizes of files, a doc comment at the top of every module, names, and the environment
 * read only where the settings are. STYLE.md says why.
 */
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const sizeMax = { spec: 500, source: 300 };
const unwantedDirectories = new Set(['node_modules', 'dist', 'gen', 'coverage']);

/** Paths of the project's own TypeScript modules under `directory`, relative to the root. */
async function modulesUnder(directory: string): Promise<string[]> {
  const entries = await readdir(join(root, directory), { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = `${directory}/${entry.name}`;
      if (entry.isDirectory()) return unwantedDirectories.has(entry.name) ? [] : modulesUnder(path);
      return entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts') ? [path] : [];
    }),
  );
  return found.flat();
}

function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** What a rule finds in a list of modules: one sentence for each module that breaks it. */
function offences(paths: readonly string[], find: (path: string, text: string) => string | undefined): string[] {
  return paths.flatMap((path) => {
    const offence = find(path, textOf(path));
    return offence === undefined ? [] : [`${path}: ${offence}`];
  });
}

function sizeOffence(path: string, text: string): string | undefined {
  const lines = text.split('\n').length - 1;
  const limit = path.endsWith('.spec.ts') ? sizeMax.spec : sizeMax.source;
  return lines > limit ? `${lines} lines, at most ${limit}` : undefined;
}

function environmentOffence(path: string, text: string): string | undefined {
  const isSettings = basename(path) === 'config.ts';
  return !isSettings && /process\.env\b/.test(text) ? 'reads process.env outside a config.ts' : undefined;
}

function nameOffence(path: string): string | undefined {
  return /^[a-z0-9]+([.-][a-z0-9]+)*\.ts$/.test(basename(path)) ? undefined : 'is not in kebab-case';
}

function headerOffence(_path: string, text: string): string | undefined {
  if (text.trim() === 'export {};') return undefined;
  return text.replace(/^#!.*\n/, '').startsWith('/**') ? undefined : 'does not open with a doc comment';
}

function exportOffence(_path: string, text: string): string | undefined {
  if (/^export default\b/m.test(text)) return 'has a default export';
  return /^export \* /m.test(text) ? 'exports without naming what' : undefined;
}

describe('the house rules', () => {
  let modules: string[] = [];
  let sources: string[] = [];

  beforeAll(async () => {
    const directories = ['libs', 'apps', 'examples', 'bench', 'test'];
    modules = (await Promise.all(directories.map(modulesUnder))).flat();
    sources = modules.filter((path) => !path.endsWith('.spec.ts'));
  });

  it('look at the modules of the project', () => {
    expect(modules).toContain('libs/kernel/src/index.ts');
    expect(modules).toContain('test/src/tidy/tidy.spec.ts');
  });

  it('keep files short', () => {
    expect(offences(modules, sizeOffence)).toEqual([]);
  });

  it('read the environment in config.ts alone', () => {
    expect(offences(sources, environmentOffence)).toEqual([]);
  });

  it('name files in kebab-case', () => {
    expect(offences(modules, nameOffence)).toEqual([]);
  });

  it('open every module with what it guarantees', () => {
    expect(offences(sources, headerOffence)).toEqual([]);
  });

  it('name every export', () => {
    expect(offences(modules, exportOffence)).toEqual([]);
  });

  it('find what breaks them', () => {
    expect(sizeOffence('a.ts', '\n'.repeat(300))).toBeUndefined();
    expect(sizeOffence('a.ts', '\n'.repeat(301))).toBe('301 lines, at most 300');
    expect(sizeOffence('a.spec.ts', '\n'.repeat(301))).toBeUndefined();
    expect(environmentOffence('libs/a/src/a.ts', 'process.env.HOME')).toBeDefined();
    expect(environmentOffence('libs/a/src/config.ts', 'process.env.HOME')).toBeUndefined();
    expect(nameOffence('libs/a/src/BadName.ts')).toBeDefined();
    expect(headerOffence('a.ts', 'export const a = 1;')).toBeDefined();
    expect(exportOffence('a.ts', "export * from './b.js';")).toBeDefined();
  });
});
