import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { PolicyDefinition } from '@macp/kernel';
import { CommitmentPayload, decision, encodeBytes, handoff, multiRound, proposal, quorum, task } from '@macp/proto';
import type { Codec } from '@macp/proto';
import { builtInModes } from './registry.js';
import { ModeScript, modes } from './testing/mode-script.js';

/** Vectors that a later rule of the protocol supersedes, each with the reason. */
const SUPERSEDED: Readonly<Record<string, string>> = {
  'multi_round_happy_path.json':
    'it commits although a declared participant, the coordinator, has no value; convergence now takes all of them',
};

const FIXTURES = new URL('../../../test/conformance/fixtures/', import.meta.url);
const FILES = readdirSync(FIXTURES)
  .filter((file) => file.endsWith('.json'))
  .sort();

interface VectorMessage {
  readonly sender: string;
  readonly message_type: string;
  readonly payload_type: string;
  readonly payload: Record<string, unknown>;
  readonly expect: 'accept' | 'reject';
  readonly expected_error_code?: string;
}

interface Vector {
  readonly mode: string;
  readonly initiator: string;
  readonly participants: string[];
  readonly mode_version: string;
  readonly configuration_version: string;
  readonly policy?: { policy_id: string; mode: string; schema_version: number; description: string; rules: object };
  readonly policy_version: string;
  readonly ttl_ms: number;
  readonly messages: VectorMessage[];
  readonly expected_final_state: string;
  readonly expect_resolution_present?: boolean;
  readonly expected_resolution?: Record<string, unknown>;
  readonly expected_mode_state?: Record<string, unknown>;
}

const PACKAGES: Readonly<Record<string, object>> = {
  decision,
  handoff,
  multi_round: multiRound,
  proposal,
  quorum,
  task,
};

/** The codec of a payload type, `package.MessageType` or a core message. */
function codecOf(payloadType: string): Codec<unknown, never> {
  if (payloadType === 'Commitment') return CommitmentPayload;
  const [name = '', messageType = ''] = payloadType.split('.');
  const codec = (PACKAGES[name] as Record<string, Codec<unknown, never>> | undefined)?.[`${messageType}Payload`];
  if (codec === undefined) throw new Error(`no codec for '${payloadType}'`);
  return codec;
}

const snakeToCamel = (key: string): string => key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

function payloadOf(message: VectorMessage): Uint8Array {
  const fields = Object.entries(message.payload).map(([key, value]) => [snakeToCamel(key), value]);
  return encodeBytes(codecOf(message.payload_type), Object.fromEntries(fields) as never);
}

function policyOf({ policy }: Vector): PolicyDefinition | undefined {
  return (
    policy && {
      policyId: policy.policy_id,
      mode: policy.mode,
      description: policy.description,
      rules: JSON.stringify(policy.rules),
      schemaVersion: policy.schema_version,
    }
  );
}

function started(vector: Vector): ModeScript {
  const script = new ModeScript(vector.mode, policyOf(vector));
  script.start(
    {
      participants: vector.participants,
      modeVersion: vector.mode_version,
      configurationVersion: vector.configuration_version,
      policyVersion: vector.policy_version,
      ttlMs: vector.ttl_ms,
    },
    vector.initiator,
  );
  return script;
}

function checkEnd(vector: Vector, { session }: ModeScript): void {
  expect(session?.state).toBe(vector.expected_final_state.toUpperCase());
  const state = modes(session!.mode)!.encodeState(session!.modeState);
  expect(JSON.parse(JSON.stringify(state))).toMatchObject(vector.expected_mode_state ?? {});
  const isResolved = vector.expect_resolution_present ?? vector.expected_final_state === 'Resolved';
  expect(session?.resolution !== undefined).toBe(isResolved);
  if (vector.expected_resolution === undefined) return;
  const expected = Object.entries(vector.expected_resolution).map(([key, value]) => [snakeToCamel(key), value]);
  expect(CommitmentPayload.decode(session!.resolution!)).toMatchObject(Object.fromEntries(expected) as object);
}

describe('public conformance vectors', () => {
  it('given the vectors, then every built-in mode has its own, and only those', () => {
    const played = FILES.map((file) => (JSON.parse(readFileSync(new URL(file, FIXTURES), 'utf8')) as Vector).mode);
    expect([...new Set(played)].sort()).toEqual(builtInModes.map(({ descriptor }) => descriptor.mode).sort());
    expect(Object.keys(SUPERSEDED).filter((file) => !FILES.includes(file))).toEqual([]);
  });

  it('given the vectors, then they are the published ones, byte for byte', () => {
    const sums = FILES.map((file) => {
      const digest = createHash('sha256').update(readFileSync(new URL(file, FIXTURES)));
      return `${digest.digest('hex')}  ${file}\n`;
    });
    expect(sums.join('')).toBe(readFileSync(new URL('SHA256SUMS', FIXTURES), 'utf8'));
  });

  it.each(FILES.filter((file) => !(file in SUPERSEDED)))(
    'given %s, when it is played, then it ends as it says',
    (file) => {
      const vector = JSON.parse(readFileSync(new URL(file, FIXTURES), 'utf8')) as Vector;
      const script = started(vector);
      for (const message of vector.messages) {
        const outcome = script.send(message.sender, message.message_type, payloadOf(message));
        expect(outcome.kind).toBe(message.expect === 'accept' ? 'accepted' : 'rejected');
        if (outcome.kind === 'rejected' && message.expected_error_code !== undefined) {
          expect(outcome.rejection.code).toBe(message.expected_error_code);
        }
      }
      checkEnd(vector, script);
    },
  );
});
