/**
 * What existing clients rely on that takes a server of its own (client compatibility B6, B7, B9, B13 and B28): statuses,
 * reasons of denials, outcomes nobody knows, histories that were compacted, and the binding that is not there.
 */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import { expect } from '@jest/globals';
import type { macp } from '@macp/proto';
import { DENIAL_ROWS } from '../../conformance/denial-rows.js';
import { MODE } from '../../conformance/edge-case.js';
import { failureOf } from '../connection.js';
import type { CallEnd } from '../connection.js';
import { history } from '../decision-script.js';
import type { Step } from '../decision-script.js';
import { register } from './client-row.js';
import type { ClientRow } from './client-row.js';
import { proposalStep, startStep } from './edge-world.js';
import type { EdgeWorld, OwnServer } from './edge-world.js';
import { playRecorded, recorded } from './recorded-case.js';

type Provoked = readonly [code: string, status: status, provoke: (world: EdgeWorld) => Promise<CallEnd>];

/** How a stream ends on one envelope. */
async function streamEnd(world: EdgeWorld, message: Step, change: macp.v1.EnvelopeInit = {}): Promise<CallEnd> {
  const stream = world.open(message.sender);
  stream.send({ envelope: { ...message.envelope, ...change } });
  return stream.ended;
}

/** How a stream of `c`, whose budget is one message, ends on the second one. */
async function overBudget(world: EdgeWorld): Promise<CallEnd> {
  const sessionId = await world.session({ participants: ['c'] });
  const stream = world.open('c');
  for (const proposalId of ['p', 'q']) stream.send({ envelope: proposalStep(sessionId, proposalId, 'c').envelope });
  return stream.ended;
}

/** Every code that a client of this binding can make a status of. */
const PROVOKED: readonly Provoked[] = [
  ['UNAUTHENTICATED', status.UNAUTHENTICATED, (world) => failureOf(world.call('ListSessions', {}, null))],
  [
    'FORBIDDEN',
    status.PERMISSION_DENIED,
    async (world) => failureOf(world.call('GetSession', { sessionId: await world.session() }, 'outsider')),
  ],
  ['SESSION_NOT_FOUND', status.NOT_FOUND, (world) => failureOf(world.call('GetSession', { sessionId: 'none' }))],
  ['UNKNOWN_POLICY_VERSION', status.NOT_FOUND, (world) => failureOf(world.call('GetPolicy', { policyId: 'none' }))],
  ['AGENT_NOT_FOUND', status.NOT_FOUND, (world) => failureOf(world.call('GetManifest', { agentId: 'none' }))],
  ['REGISTRY_READ_ONLY', status.FAILED_PRECONDITION, (world) => failureOf(world.call('RegisterPolicy', {}))],
  ['INVALID_ENVELOPE', status.INVALID_ARGUMENT, (world) => failureOf(world.call('Send', {}))],
  ['INVALID_REQUEST', status.INVALID_ARGUMENT, (world) => failureOf(world.call('ListSessions', { pageSize: -1 }))],
  [
    'UNSUPPORTED_PROTOCOL_VERSION',
    status.INVALID_ARGUMENT,
    (world) => failureOf(world.call('Initialize', { supportedProtocolVersions: ['2.0'] })),
  ],
  ['INVALID_SESSION_ID', status.INVALID_ARGUMENT, (world) => streamEnd(world, startStep('short'))],
  [
    'INVALID_POLICY_DEFINITION',
    status.INVALID_ARGUMENT,
    (world) => streamEnd(world, startStep(randomUUID(), { policyVersion: 'p.task' })),
  ],
  [
    'SESSION_ALREADY_EXISTS',
    status.ALREADY_EXISTS,
    async (world) => streamEnd(world, startStep(await world.session())),
  ],
  [
    'PAYLOAD_TOO_LARGE',
    status.RESOURCE_EXHAUSTED,
    async (world) => streamEnd(world, proposalStep(await world.session(), 'p'), { payload: Buffer.alloc(1_048_577) }),
  ],
  ['RATE_LIMITED', status.RESOURCE_EXHAUSTED, overBudget],
];

/** Those that no client can make a status of here, and why. */
const NEVER_A_STATUS: ReadonlyMap<string, string> = new Map([
  ['POLICY_DENIED', 'of messages alone, which are answered in band'],
  ['MODE_NOT_SUPPORTED', 'of messages alone, which are answered in band'],
  ['SESSION_NOT_OPEN', 'in band; a stream says it in words'],
  ['DUPLICATE_MESSAGE', 'a duplicate is no refusal'],
  ['RECEIPT_UNAVAILABLE', 'receipts are not offered'],
  ['HISTORY_UNAVAILABLE', 'B13 plays it'],
  ['INTERNAL_ERROR', 'in band; edge case 20 plays it'],
  ['STREAM_LAGGED', 'takes a reader that is slower than every buffer on the way; the edge’s suite has one'],
]);

/** Of the table of clients. */
const CODES = [
  'UNAUTHENTICATED FORBIDDEN POLICY_DENIED SESSION_NOT_FOUND UNKNOWN_POLICY_VERSION AGENT_NOT_FOUND SESSION_NOT_OPEN',
  'REGISTRY_READ_ONLY HISTORY_UNAVAILABLE RECEIPT_UNAVAILABLE DUPLICATE_MESSAGE SESSION_ALREADY_EXISTS INVALID_ENVELOPE',
  'INVALID_SESSION_ID INVALID_POLICY_DEFINITION INVALID_REQUEST MODE_NOT_SUPPORTED UNSUPPORTED_PROTOCOL_VERSION',
  'PAYLOAD_TOO_LARGE RATE_LIMITED STREAM_LAGGED INTERNAL_ERROR',
].flatMap((line) => line.split(' '));

const STATUSES: ClientRow = {
  row: 'B6',
  outcome: 'every code has the status that clients take it for',
  play: async (world) => {
    expect([...PROVOKED.map(([code]) => code), ...NEVER_A_STATUS.keys()].sort()).toEqual(CODES.toSorted());
    for (const [code, expected, provoke] of PROVOKED) {
      const { code: number, macpCode } = await provoke(world);
      expect([macpCode, status[number]]).toEqual([code, status[expected]]);
    }
  },
};

const COMPACTED: ClientRow = {
  row: 'B13',
  outcome:
    'what was compacted is HISTORY_UNAVAILABLE with the lowest ordinal to go on from; from there nothing is missing',
  play: async (world) => {
    const { sessionId, ids } = await world.resolved();
    for (const after of [0, ids.length - 1]) {
      expect(await world.follow(sessionId, after).ended).toMatchObject({
        code: status.FAILED_PRECONDITION,
        macpCode: 'HISTORY_UNAVAILABLE',
        details: `{"lowest_available_sequence":${ids.length}}`,
      });
    }
    const silent = world.follow(sessionId, ids.length);
    expect((await silent.halfClose()).code).toBe(status.OK);
    expect([silent.ids, silent.errors]).toEqual([[], []]);
  },
};

const DENIED: ClientRow = {
  row: 'B7',
  outcome: 'every reason of a denial arrives under its code',
  play: async (world) => {
    for (const row of DENIAL_ROWS) {
      if (row.isNeverRegistered) {
        const { schemaVersion = 3, mode = MODE.decision } = row;
        const refusal = await register(world, { mode, rules: JSON.stringify(row.rules), schemaVersion });
        expect(refusal).toMatch(/^INVALID_POLICY_DEFINITION: /);
        continue;
      }
      const { expected, answered } = await playRecorded(world, recorded(row)!);
      expect(answered).toEqual(expected);
      expect(answered.join()).toContain(`POLICY_DENIED ${row.code}`);
    }
  },
};

const LANES = 4;

const UNKNOWN: ClientRow = {
  row: 'B9',
  outcome:
    'an outcome nobody knows is UNAVAILABLE without a code, and the message sent again has the one outcome it has',
  play: async (world) => {
    const sessionId = await world.session();
    const acknowledged = new Set<Step>();
    const sent: Step[] = [];
    // Each lane sends one message after the other, until there is nobody left who could answer.
    const lane = async (): Promise<string> => {
      for (;;) {
        const message = proposalStep(sessionId, `p${sent.length}`);
        sent.push(message);
        const end = await world.end(message);
        if (end !== 'ok OPEN') return end;
        acknowledged.add(message);
      }
    };
    const lanes = Promise.all(Array.from({ length: LANES }, lane));
    while (acknowledged.size < LANES) await new Promise((resolve) => setImmediate(resolve));
    await world.server.kill();
    expect(new Set(await lanes)).toEqual(new Set(['UNAVAILABLE']));
    await world.restart('kill');
    for (const message of sent) {
      expect(await world.answer(message)).toMatch(
        acknowledged.has(message) ? /^duplicate OPEN$/ : /^(ok|duplicate) OPEN$/,
      );
    }
    const ids = await history(world.client, sessionId);
    expect(ids.slice(1).sort()).toEqual(sent.map(({ envelope }) => envelope.messageId!).sort());
  },
};

const HTTP: ClientRow = {
  row: 'B28',
  outcome: 'without the HTTP binding, nobody is told of an endpoint',
  play: async (world) => {
    const { manifest } = await world.call('GetManifest', {}, null);
    expect(manifest!.transportEndpoints).toEqual([]);
  },
};

/** Writes policies into a directory, which it resolves with. */
function withPolicies(directory: string): string {
  const document = { policy_id: 'p.task', mode: MODE.task, description: '', rules: {}, schema_version: 3 };
  writeFileSync(join(directory, 'task.json'), JSON.stringify(document));
  return directory;
}

export const CLIENT_SERVERS: readonly OwnServer<ClientRow>[] = [
  {
    name: 'with policies from files and a budget of one message',
    settings: (directory) => ({ POLICIES_DIR: withPolicies(directory), MESSAGE_LIMIT_PER_MINUTE: '1' }),
    needsDurable: false,
    rows: [STATUSES, HTTP],
  },
  {
    name: 'that compacts',
    settings: () => ({ COMPACT_TERMINAL_LOGS: '1', SESSION_RETENTION_SECS: '0' }),
    needsDurable: true,
    rows: [COMPACTED],
  },
  { name: 'that is killed', settings: () => ({}), needsDurable: true, rows: [UNKNOWN] },
];

/** Those of them that need no settings. */
export const CLIENT_DENIAL_ROWS: readonly ClientRow[] = [DENIED];
