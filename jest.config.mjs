// Sources run straight from TypeScript through the `macp-source` export condition: tests need no build.
export default {
  testMatch: ['<rootDir>/**/src/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  modulePathIgnorePatterns: ['/dist/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2022',
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  // Modules of suites that have ended stay in memory, and a heap of gigabytes makes every later suite several times slower.
  workerIdleMemoryLimit: '700MB',
  // Never a measure of speed: only so that a hung test ends.
  testTimeout: 30_000,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['macp-source', 'node', 'node-addons'] },
};
