/** Settings as a process reads them (runtime specification §11.1, §11.3). */
import { describe, expect, it } from '@jest/globals';
import {
  StartupFault,
  defineSlice,
  describeSettings,
  fatalLine,
  flag,
  formatSocketAddress,
  helpText,
  integer,
  lenient,
  lenientOptional,
  parseSocketAddress,
  processSettings,
  readCommandLine,
  readSettings,
  requireEmbeddedStore,
  socketAddress,
  storeSettings,
  strict,
  strictOptional,
  text,
} from './index.js';

const slice = defineSlice(
  'Spec',
  {
    address: strict('SPEC_ADDR', { summary: 'an address', schema: socketAddress, default: '127.0.0.1:1' }),
    size: strict('SPEC_SIZE', { summary: 'a size', schema: integer(1, 100), default: '10' }),
    limit: strict('SPEC_LIMIT', { summary: 'a limit', schema: integer(1, 100), default: '50' }),
    pause: lenient('SPEC_PAUSE', { summary: 'a pause', schema: integer(1, 100), default: '30' }),
    token: strictOptional('SPEC_TOKEN', {
      summary: 'a token',
      schema: text.refine(() => false, 'is no good'),
      secret: true,
    }),
    isOn: flag('SPEC_ON', 'a switch'),
  },
  { check: ({ size, limit }) => (size > limit ? ['SPEC_SIZE must not exceed SPEC_LIMIT'] : []) },
);
const read = (environment: Record<string, string>) => readSettings(environment, { spec: slice }).spec;

describe('readSettings', () => {
  it('takes defaults where nothing is set, and freezes the result', () => {
    const config = read({});
    expect(config).toEqual({
      address: { host: '127.0.0.1', port: 1 },
      size: 10,
      limit: 50,
      pause: 30,
      token: undefined,
      isOn: false,
    });
    expect(Object.isFrozen(config)).toBe(true);
  });

  it('reports every problem at once, each led by its variable, secrets unseen', () => {
    expect(() => read({ SPEC_ADDR: 'localhost:1', SPEC_SIZE: '0', SPEC_TOKEN: 'hush' })).toThrow(
      new StartupFault(
        'startup aborted: 3 configuration error(s): SPEC_ADDR must be an ip:port address, got "localhost:1"; ' +
          'SPEC_SIZE must be an integer from 1 to 100, got "0"; SPEC_TOKEN is no good',
      ),
    );
  });

  it('reports a variable of two slices once', () => {
    const other = defineSlice('Other', {
      size: strict('SPEC_SIZE', { summary: '', schema: integer(1, 100), default: '1' }),
    });
    expect(() => readSettings({ SPEC_SIZE: 'x' }, { spec: slice, other })).toThrow(/^startup aborted: 1 /);
  });

  it('checks rules across settings, once all of them are valid', () => {
    expect(() => read({ SPEC_SIZE: '60' })).toThrow(
      'startup aborted: 1 configuration error(s): SPEC_SIZE must not exceed SPEC_LIMIT',
    );
    expect(read({ SPEC_SIZE: '60', SPEC_LIMIT: '60' }).size).toBe(60);
  });

  it.each(['', '-1', '101', '1.5', 'ten', '0x10', ' 5', '1e1'])('does not take %j for an integer', (raw) => {
    expect(() => read({ SPEC_SIZE: raw })).toThrow(StartupFault);
    expect(read({ SPEC_PAUSE: raw }).pause).toBe(30);
  });

  it.each([
    ['1', true],
    ['true', false],
    ['', false],
    ['1 ', false],
  ])('takes a flag of %j for %s', (raw, expected) => {
    expect(read({ SPEC_ON: raw }).isOn).toBe(expected);
  });

  it('has lenient settings without a default', () => {
    const lenientSlice = defineSlice('L', { at: lenientOptional('SPEC_AT', { summary: '', schema: socketAddress }) });
    expect(readSettings({ SPEC_AT: 'nonsense' }, { lenientSlice }).lenientSlice.at).toBeUndefined();
    expect(readSettings({ SPEC_AT: '0.0.0.0:0' }, { lenientSlice }).lenientSlice.at).toEqual({
      host: '0.0.0.0',
      port: 0,
    });
  });

  it('describes what is set, secrets only as such', () => {
    expect(describeSettings({ SPEC_SIZE: '7', SPEC_TOKEN: 'hush', OTHER: 'x' }, { spec: slice })).toEqual({
      SPEC_SIZE: '7',
      SPEC_TOKEN: '(set)',
    });
  });
});

describe('addresses', () => {
  it.each([
    ['127.0.0.1:50051', '127.0.0.1', 50_051],
    ['[::1]:0', '::1', 0],
  ])('%s is one', (raw, host, port) => {
    expect(parseSocketAddress(raw)).toEqual({ host, port });
    expect(formatSocketAddress({ host, port })).toBe(raw);
  });

  it.each(['', '127.0.0.1', ':1', '127.0.0.1:', '127.0.0.1:65536', '::1:1', '[127.0.0.1]:1', 'host:1', '300.0.0.1:1'])(
    '%j is none',
    (raw) => expect(parseSocketAddress(raw)).toBeUndefined(),
  );
});

describe('slices of every process', () => {
  it('have the defaults of the specification', () => {
    const config = readSettings({}, { process: processSettings, store: storeSettings });
    expect(config.process).toEqual({
      logFilter: 'info',
      logLevel: undefined,
      runtimeId: undefined,
      metricsAddress: undefined,
      shutdownDrainSecs: 10,
    });
    expect(config.store).toMatchObject({
      memoryOnly: false,
      dataDirectory: '.macp-data',
      backend: 'file',
      cleanupIntervalSecs: 60,
      sessionRetentionSecs: 3600,
    });
  });

  it('never turn the background pass off', () => {
    const { store } = readSettings({ MACP_CLEANUP_INTERVAL_SECS: '0' }, { store: storeSettings });
    expect(store.cleanupIntervalSecs).toBe(60);
  });

  it.each([
    ['x', 'unknown storage backend: x. Valid: file, rocksdb, redis'],
    ['redis', 'unknown storage backend: redis. Valid: file, rocksdb, redis; this build has only file'],
  ])('refuse the backend %s', (backend, message) => {
    const { store } = readSettings({ MACP_STORAGE_BACKEND: backend }, { store: storeSettings });
    expect(() => requireEmbeddedStore(store)).toThrow(new StartupFault(message));
  });

  it('take the backend file for the embedded store', () => {
    const { store } = readSettings({ MACP_STORAGE_BACKEND: 'file' }, { store: storeSettings });
    expect(() => requireEmbeddedStore(store)).not.toThrow();
  });
});

describe('the command line', () => {
  it.each([
    [[], { command: 'run' }],
    [['--help'], { command: 'help' }],
    [['-h'], { command: 'help' }],
    [['--version'], { command: 'version' }],
    [['--role', 'ingress'], { command: 'run', role: 'ingress' }],
    [['--role=ingress,replay'], { command: 'run', role: 'ingress,replay' }],
  ])('%j means %j', (args, meaning) => expect(readCommandLine(args)).toEqual(meaning));

  it.each([[['--port']], [['--role']], [['--role=']], [['--role', 'ingress', '--port']]])('knows no %j', (args) => {
    expect(() => readCommandLine(args)).toThrow(StartupFault);
  });

  it('has a help text with every setting once', () => {
    const help = helpText('Usage: macp-runtime', {
      process: processSettings,
      store: storeSettings,
      again: storeSettings,
    });
    for (const variable of ['RUST_LOG', 'MACP_METRICS_ADDR', 'MACP_DATA_DIR', 'MACP_PARTITIONS']) {
      expect(help.split(`\n  ${variable} `)).toHaveLength(2);
    }
    expect(help).toMatch(/MACP_DATA_DIR\s+directory of the embedded store \[\.macp-data\]/);
  });
});

describe('a fatal error', () => {
  it('is one line, whatever its text', () => {
    expect(fatalLine(new StartupFault('no "luck"'))).toBe('Error: "no \\"luck\\""\n');
    expect(fatalLine(new Error('two\nlines'))).toBe('Error: "two\\nlines"\n');
    expect(fatalLine('thrown text')).toBe('Error: "thrown text"\n');
  });
});
