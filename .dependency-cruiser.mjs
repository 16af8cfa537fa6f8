/** Who may import whom: the kernel nobody, libraries never an app, frameworks only at the edges, no cycles. */
const edges = '^(libs/(nest|telemetry)|apps)/';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'kernel-imports-nothing',
      comment: 'The kernel is pure: it depends on no package and on nothing of Node.',
      severity: 'error',
      from: { path: '^libs/kernel/src', pathNot: '\\.spec\\.ts$|/testing/' },
      to: { pathNot: '^libs/kernel/src' },
    },
    {
      name: 'libs-never-import-apps',
      comment: 'Libraries serve the apps, never the other way round.',
      severity: 'error',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'apps-never-import-apps',
      comment: 'Services meet at ports; only the composition root knows all of them.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: '^apps/runtime/' },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
    {
      name: 'nest-only-at-the-edges',
      comment: 'NestJS composes; the core knows no framework.',
      severity: 'error',
      from: { path: '^(libs|apps|examples|bench)/', pathNot: edges },
      to: { path: '@nestjs/' },
    },
    {
      name: 'kafkajs-in-one-place',
      comment:
        'kafkajs is frozen, so it is wrapped in one package. Consumers of the public feed are outsiders, and so are the ' +
        'transactions that the log is measured against.',
      severity: 'error',
      from: {
        pathNot: '^(libs/event-log-kafka/|examples/feed-consumer/|bench/src/command-path/transactional-event-log[.]ts)',
      },
      to: { path: 'node_modules/kafkajs/|^kafkajs$' },
    },
    {
      name: 'pure-libraries',
      comment: 'Modes and policy rules do no I/O.',
      severity: 'error',
      from: { path: '^libs/(modes|policy-rules)/src', pathNot: '\\.spec\\.ts$|/testing/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-cycles',
      comment: 'A cycle between loaded modules is a crash under ESM; a type that points back costs nothing.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/|^libs/proto/gen/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['macp-source', 'import', 'types', 'node', 'default'],
      extensions: ['.ts', '.mts', '.js', '.mjs', '.d.ts'],
    },
  },
};
