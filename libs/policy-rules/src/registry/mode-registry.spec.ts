/** The mode registry: the specification's refusals in their order, and that its history alone rebuilds it. */
import { describe, expect, it } from '@jest/globals';
import { InvariantViolation } from '@macp/kernel';
import type { ModeDescriptor } from '@macp/kernel';
import fc from 'fast-check';

import { EMPTY_MODES, MODE_DESCRIPTOR_LENGTH_MAX, decideModeRegistry, evolveModeRegistry } from './mode-registry.js';
import type { ModeRegistry, ModeRegistryCommand, ModeRegistryFact } from './mode-registry.js';
import { decodeRegistry, encodeRegistry } from './registry-codec.js';

const NOW_MS = 1_000;
const STANDARD = 'macp.mode.decision.v1';
const BUILT_IN = 'ext.multi_round.v1';

function descriptorOf(mode: string, overrides: Partial<ModeDescriptor> = {}): ModeDescriptor {
  return {
    mode,
    modeVersion: '1.0.0',
    title: '',
    description: '',
    determinismClass: '',
    participantModel: '',
    messageTypes: ['SessionStart', 'Bid', 'Commitment'],
    terminalMessageTypes: ['Commitment'],
    schemaUris: {},
    ...overrides,
  };
}

const builtIns = [
  { descriptor: descriptorOf(STANDARD), isStandardsTrack: true },
  { descriptor: descriptorOf(BUILT_IN), isStandardsTrack: false },
];

const register = (mode: string, overrides: Partial<ModeDescriptor> = {}): ModeRegistryCommand => ({
  kind: 'RegisterExtMode',
  descriptor: descriptorOf(mode, overrides),
  caller: 'admin',
});
const unregister = (mode: string): ModeRegistryCommand => ({ kind: 'UnregisterExtMode', mode, caller: 'admin' });
const promote = (mode: string, promotedMode = ''): ModeRegistryCommand => ({
  kind: 'PromoteMode',
  mode,
  promotedMode,
  caller: 'admin',
});

interface History {
  readonly state: ModeRegistry;
  readonly facts: readonly ModeRegistryFact[];
  readonly errors: readonly (string | undefined)[];
}

function given(...commands: readonly ModeRegistryCommand[]): History {
  return commands.reduce<History>(
    ({ state, facts, errors }, command) => {
      const { facts: added, outcome } = decideModeRegistry(state, command, { nowMs: NOW_MS, builtIns });
      return {
        state: added.reduce(evolveModeRegistry, state),
        facts: [...facts, ...added],
        errors: [...errors, outcome.kind === 'registryRefused' ? outcome.error : undefined],
      };
    },
    { state: EMPTY_MODES, facts: [], errors: [] },
  );
}

const names = ({ modes }: ModeRegistry): string[] => [...modes.keys()].sort();

describe('registering', () => {
  it('records the descriptor, the clock and the caller', () => {
    const { facts, state } = given(register('ext.a'));
    expect(facts).toEqual([
      { kind: 'ModeRegistered', descriptor: descriptorOf('ext.a'), atMs: NOW_MS, registeredBy: 'admin' },
    ]);
    expect(state.modes.get('ext.a')).toEqual({ descriptor: descriptorOf('ext.a'), isPromoted: false });
  });

  // Each row has the fault of every row below it, too, and the first one decides.
  it.each<[string, Partial<ModeDescriptor>, string]>([
    [' ', { messageTypes: [], modeVersion: '', terminalMessageTypes: [] }, 'mode must not be blank'],
    [
      'macp.mode.x',
      { messageTypes: [], modeVersion: '', terminalMessageTypes: [] },
      "mode 'macp.mode.x' is in the reserved namespace 'macp.mode.'",
    ],
    [BUILT_IN, { messageTypes: [], modeVersion: '', terminalMessageTypes: [] }, 'message_types must not be empty'],
    [BUILT_IN, { modeVersion: ' ', terminalMessageTypes: [] }, 'mode_version must not be blank'],
    [BUILT_IN, { terminalMessageTypes: [] }, 'terminal_message_types must not be empty'],
    [BUILT_IN, { terminalMessageTypes: ['Bid'] }, "terminal message type 'Bid' must be 'Commitment'"],
    [BUILT_IN, { messageTypes: ['Bid'] }, "terminal message type 'Commitment' is not in message_types"],
    [
      BUILT_IN,
      { description: 'x'.repeat(MODE_DESCRIPTOR_LENGTH_MAX) },
      `the descriptor is longer than ${MODE_DESCRIPTOR_LENGTH_MAX} characters`,
    ],
    [BUILT_IN, {}, `mode '${BUILT_IN}' is already registered`],
  ])('refuses %p with %p: %s', (mode, overrides, error) => {
    const { errors, facts } = given(register(mode, overrides));
    expect(errors).toEqual([error]);
    expect(facts).toEqual([]);
  });

  it('refuses a taken name, with the same descriptor too, and takes a name that was given up', () => {
    expect(given(register('ext.a'), register('ext.a')).errors).toEqual([
      undefined,
      "mode 'ext.a' is already registered",
    ]);
    const again = given(register('ext.a'), unregister('ext.a'), register('ext.a', { modeVersion: '2' }));
    expect(again.errors).toEqual([undefined, undefined, undefined]);
    expect(again.state.modes.get('ext.a')?.descriptor?.modeVersion).toBe('2');
  });
});

describe('unregistering', () => {
  it('removes what was registered', () => {
    const { facts, state } = given(register('ext.a'), unregister('ext.a'));
    expect(facts[1]).toEqual({ kind: 'ModeUnregistered', mode: 'ext.a', atMs: NOW_MS, unregisteredBy: 'admin' });
    expect(names(state)).toEqual([]);
  });

  it.each<[string, readonly ModeRegistryCommand[], string]>([
    ['ext.none', [], "mode 'ext.none' not found"],
    ['', [], "mode '' not found"],
    [BUILT_IN, [], `cannot unregister the built-in mode '${BUILT_IN}'`],
    [STANDARD, [], `cannot unregister the built-in mode '${STANDARD}'`],
    [BUILT_IN, [promote(BUILT_IN)], `cannot unregister the built-in mode '${BUILT_IN}'`],
    ['ext.a', [register('ext.a'), promote('ext.a')], "cannot unregister the standards-track mode 'ext.a'"],
    ['ext.a', [register('ext.a'), promote('ext.a', 'b')], "mode 'ext.a' not found"],
  ])('refuses %p after %j', (mode, before, error) => {
    const { errors, facts } = given(...before, unregister(mode));
    expect(errors.at(-1)).toBe(error);
    expect(facts).toHaveLength(before.length);
  });
});

describe('promoting', () => {
  it('keeps the name where none is given, or the same one', () => {
    for (const target of ['', 'ext.a']) {
      const { state, errors } = given(register('ext.a'), promote('ext.a', target));
      expect(errors).toEqual([undefined, undefined]);
      expect(state.modes.get('ext.a')?.isPromoted).toBe(true);
    }
  });

  it('renames the mode with its descriptor', () => {
    const { state, facts } = given(register('ext.a'), promote('ext.a', 'team.auction'));
    expect(facts[1]).toEqual({
      kind: 'ModePromoted',
      mode: 'ext.a',
      promotedMode: 'team.auction',
      atMs: NOW_MS,
      promotedBy: 'admin',
    });
    expect(names(state)).toEqual(['team.auction']);
    expect(state.modes.get('team.auction')).toEqual({ descriptor: descriptorOf('team.auction'), isPromoted: true });
  });

  it('promotes a built-in extension under its own name', () => {
    const { state, errors } = given(promote(BUILT_IN));
    expect(errors).toEqual([undefined]);
    expect(state.modes.get(BUILT_IN)).toEqual({ descriptor: undefined, isPromoted: true });
  });

  it.each<[string, string, string]>([
    ['ext.none', 'macp.mode.x', "mode 'ext.none' not found"],
    [STANDARD, 'x', `mode '${STANDARD}' is already standards-track`],
    ['ext.done', 'x', "mode 'ext.done' is already standards-track"],
    ['ext.a', 'macp.mode.x', "mode 'macp.mode.x' is in the reserved namespace 'macp.mode.'"],
    ['ext.a', ' ', 'promoted_mode_name must not be blank'],
    ['ext.a', 'ext.done', "mode 'ext.done' is already registered"],
    ['ext.a', BUILT_IN, `mode '${BUILT_IN}' is already registered`],
    [BUILT_IN, 'team.rounds', `the built-in mode '${BUILT_IN}' keeps its name`],
  ])('refuses %p to %p: %s', (mode, target, error) => {
    const before = [register('ext.a'), register('ext.done'), promote('ext.done')];
    const { errors, facts } = given(...before, promote(mode, target));
    expect(errors.at(-1)).toBe(error);
    expect(facts).toHaveLength(before.length);
  });

  it('refuses a second promotion of a built-in mode', () => {
    expect(given(promote(BUILT_IN), promote(BUILT_IN)).errors[1]).toBe(`mode '${BUILT_IN}' is already standards-track`);
  });
});

describe('durability', () => {
  it('is rebuilt by its facts, and by a snapshot with the facts after it, in any history', () => {
    const name = fc.constantFrom('a', 'b', '\u{1f600}', '\uff21', BUILT_IN, STANDARD, '');
    const command = fc.oneof(
      name.map((mode) => register(mode, { schemaUris: { [mode]: 'x' } })),
      name.map(unregister),
      fc.tuple(name, name).map(([mode, target]) => promote(mode, target)),
    );
    fc.assert(
      fc.property(fc.array(command, { maxLength: 30 }), fc.nat(30), (commands, cut) => {
        const { state, facts } = given(...commands);
        const text = encodeRegistry(state);
        const snapshot = encodeRegistry(facts.slice(0, cut).reduce(evolveModeRegistry, EMPTY_MODES));
        const restored = decodeRegistry(snapshot) as ModeRegistry;
        expect(encodeRegistry(facts.slice(cut).reduce(evolveModeRegistry, restored))).toBe(text);
        expect(decodeRegistry(text)).toEqual(state);
      }),
    );
  });

  const [registered] = given(register('a')).facts;
  const [, promoted] = given(register('a'), promote('a', 'b')).facts;
  it.each<[string, readonly ModeRegistryFact[]]>([
    ['a second registration', [registered!, registered!]],
    ['a removal of nothing', [{ kind: 'ModeUnregistered', mode: 'a', atMs: 0, unregisteredBy: '' }]],
    ['a second promotion', [registered!, promoted!, { ...promoted!, mode: 'b' } as ModeRegistryFact]],
    ['a promotion onto a taken name', [registered!, ...given(register('b')).facts, promoted!]],
    ['a renamed built-in mode', [promoted!]],
  ])('refuses a history with %s', (_what, facts) => {
    expect(() => facts.reduce(evolveModeRegistry, EMPTY_MODES)).toThrow(InvariantViolation);
  });

  const stored = JSON.parse(encodeRegistry(given(register('a')).state)) as { modes: Record<string, unknown>[] };
  const row = stored.modes[0]!;
  it.each<[string, unknown]>([
    ['an unknown kind', { ...stored, kind: 'x' }],
    ['no list', { ...stored, modes: {} }],
    ['a mode twice', { ...stored, modes: [row, row] }],
    ['a mode without a descriptor', { ...stored, modes: [{ ...row, descriptor: undefined }] }],
    ['a descriptor of another name', { ...stored, modes: [{ ...row, mode: 'b' }] }],
    [
      'a broken descriptor',
      { ...stored, modes: [{ ...row, descriptor: { ...(row['descriptor'] as object), title: 1 } }] },
    ],
  ])('refuses to decode a state with %s', (_what, broken) => {
    expect(() => decodeRegistry(JSON.stringify(broken))).toThrow(InvariantViolation);
    expect(names(decodeRegistry(JSON.stringify(stored)) as ModeRegistry)).toEqual(['a']);
  });
});
