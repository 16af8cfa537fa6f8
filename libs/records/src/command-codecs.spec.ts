/** Commands survive the queue as they were given, and what is no command is refused; their bytes never change. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { SessionCommand } from '@macp/kernel';
import type { RegistryCommand } from '@macp/policy-rules';
import { encodeBytes, records } from '@macp/proto';
import fc from 'fast-check';
import type { CommandCodec } from './command-format.js';
import { registryCommandCodec } from './registry-command-codec.js';
import { sessionCommandCodec } from './session-command-codec.js';
import { envelope, modeDescriptor, text } from './testing/arbitraries.js';
import { REGISTRY_COMMANDS, SESSION_COMMANDS } from './testing/command-examples.js';
import { ENVELOPE } from './testing/record-examples.js';

const sessionCommand: fc.Arbitrary<SessionCommand> = fc.oneof(
  fc.record({ kind: fc.constant('SubmitEnvelope' as const), envelope }),
  fc.record({
    kind: fc.constantFrom('CancelSession' as const, 'SuspendSession' as const, 'ResumeSession' as const),
    sessionId: text,
    caller: text,
    reason: text,
  }),
  fc.record({ kind: fc.constant('ObserveSession' as const), sessionId: text, caller: text, observer: fc.boolean() }),
);
const descriptor = fc.record({
  policyId: text,
  mode: text,
  description: text,
  rules: text,
  schemaVersion: fc.nat(2 ** 32 - 1),
});
const registryCommand: fc.Arbitrary<RegistryCommand> = fc.oneof(
  fc.record({ kind: fc.constant('RegisterPolicy' as const), descriptor, caller: text }),
  fc.record({ kind: fc.constant('UnregisterPolicy' as const), policyId: text, caller: text }),
  fc.record({ kind: fc.constant('RegisterExtMode' as const), descriptor: modeDescriptor, caller: text }),
  fc.record({ kind: fc.constant('UnregisterExtMode' as const), mode: text, caller: text }),
  fc.record({ kind: fc.constant('PromoteMode' as const), mode: text, promotedMode: text, caller: text }),
  fc.record({
    kind: fc.constant('ReserveSession' as const),
    identity: text,
    sessionId: text,
    startsByMs: fc.nat(),
    startId: text,
    limit: fc.nat(),
    exempt: fc.array(text),
  }),
  fc.record({
    kind: fc.constant('ReleaseSessions' as const),
    identity: text,
    sessionIds: fc.array(text),
    over: fc.array(fc.record({ sessionId: text, startsByMs: fc.nat() })),
    refused: fc.array(fc.record({ sessionId: text, startId: text })),
  }),
);

const golden = JSON.parse(readFileSync(new URL('./commands.golden.json', import.meta.url), 'utf8')) as Record<
  'sessionCommands' | 'registryCommands',
  Record<string, string>
>;

function survives<Command>(codec: CommandCodec<Command>, any: fc.Arbitrary<Command>): void {
  fc.assert(fc.property(any, (command) => expect(codec.decode(codec.encode(command))).toEqual(command)));
}

function keepsBytes<Command>(
  codec: CommandCodec<Command>,
  examples: Record<string, Command>,
  written: Record<string, string>,
): void {
  expect(Object.keys(written).sort()).toEqual(Object.keys(examples).sort());
  for (const [name, hex] of Object.entries(written)) {
    const command = codec.decode(Buffer.from(hex, 'hex'));
    expect(command).toEqual(examples[name]);
    expect(Buffer.from(codec.encode(command)).toString('hex')).toBe(hex);
  }
}

describe('commands in the queue', () => {
  it('given any session command, when it is read back, then it is the same', () =>
    survives(sessionCommandCodec, sessionCommand));

  it('given any registry command, when it is read back, then it is the same', () =>
    survives(registryCommandCodec, registryCommand));

  it('given the golden bytes of session commands, when they are read and written, then nothing differs', () =>
    keepsBytes(sessionCommandCodec, SESSION_COMMANDS, golden.sessionCommands));

  it('given the golden bytes of registry commands, when they are read and written, then nothing differs', () =>
    keepsBytes(registryCommandCodec, REGISTRY_COMMANDS, golden.registryCommands));

  it('given a submitted envelope, when it is decoded, then its payload is a view of the bytes and no copy', () => {
    const bytes = sessionCommandCodec.encode({ kind: 'SubmitEnvelope', envelope: ENVELOPE });
    const back = sessionCommandCodec.decode(bytes);

    expect(back).toEqual({ kind: 'SubmitEnvelope', envelope: ENVELOPE });
    expect(back.kind === 'SubmitEnvelope' && back.envelope.payload.buffer).toBe(bytes.buffer);
  });
});

describe('bytes that are no command', () => {
  const { SessionCommand: StoredSession, RegistryCommand: StoredRegistry } = records;

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['noise', Uint8Array.of(255, 255, 255, 255)],
    ['no kind', encodeBytes(StoredSession, { format: 1 })],
    ['no format', encodeBytes(StoredSession, { observe: { sessionId: 's' } })],
    ['no envelope', encodeBytes(StoredSession, { format: 1, submit: {} })],
    ['an end too early', sessionCommandCodec.encode(SESSION_COMMANDS['submit']!).subarray(0, -1)],
  ])('given %s, when it is read as a session command, then it throws', (_what, bytes) => {
    expect(() => sessionCommandCodec.decode(bytes)).toThrow();
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['no kind', encodeBytes(StoredRegistry, { format: 1 })],
    ['no mode', encodeBytes(StoredRegistry, { format: 1, registerExtMode: { caller: 'a' } })],
    ['no policy', encodeBytes(StoredRegistry, { format: 1, register: { caller: 'a' } })],
    ['an end too early', registryCommandCodec.encode(REGISTRY_COMMANDS['unregister']!).subarray(0, -1)],
  ])('given %s, when it is read as a registry command, then it throws', (_what, bytes) => {
    expect(() => registryCommandCodec.decode(bytes)).toThrow();
  });

  it('given a format of a later release, when it is read, then the error says so', () => {
    const session = encodeBytes(StoredSession, { format: 2, observe: { sessionId: 's' } });
    const registry = encodeBytes(StoredRegistry, { format: 2, unregister: { policyId: 'p' } });

    expect(() => sessionCommandCodec.decode(session)).toThrow('format 2 is newer than this build');
    expect(() => registryCommandCodec.decode(registry)).toThrow('format 2 is newer than this build');
  });
});
