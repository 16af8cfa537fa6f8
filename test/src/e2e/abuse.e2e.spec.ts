/**
 * Policies and ids that nobody should send (runtime specification §3; RFC-MACP-0012 §3): exact answers, bounded memory, and
 * nothing half applied.
 */
import { randomUUID } from 'node:crypto';
import { status } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SessionStartPayload, encodeBytes } from '@macp/proto';
import { bearer, callUnary } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { connect, failureOf, refusal } from './connection.js';
import {
  DECISION,
  commitmentStep,
  completeDecision,
  history,
  proposalStep,
  send,
  startStep,
  step,
} from './decision-script.js';
import { PROFILES } from './profiles.js';
import { UNLIMITED } from './server-under-test.js';
import type { ServerUnderTest } from './server-under-test.js';
import { SessionFollower } from './session-follower.js';
import { expectBoundedMemory } from './still-serves.js';

jest.setTimeout(240_000);

const RULES_LENGTH_MAX = 512 * 1024;
const RULES_DEPTH_MAX = 128;

describe.each(PROFILES)('$name', ({ start }) => {
  let server: ServerUnderTest;
  let client: RuntimeClient;
  beforeAll(async () => {
    server = await start(UNLIMITED);
    client = connect(server);
  });
  afterAll(async () => {
    client.close();
    await server.remove();
  });

  describe('a policy', () => {
    const register = async (rules: string): Promise<readonly [policyId: string, error: string]> => {
      const policyId = `p.${randomUUID()}`;
      const policyDescriptor = { policyId, mode: DECISION, description: '', rules, schemaVersion: 3 };
      const request = { rpc: 'RegisterPolicy', request: { policyDescriptor }, metadata: bearer('lead') } as const;
      return [policyId, (await callUnary(client, request)).error];
    };
    const ids = async (): Promise<string[]> => {
      const request = { rpc: 'ListPolicies', request: { mode: '' }, metadata: bearer('lead') } as const;
      return (await callUnary(client, request)).descriptors.map(({ policyId }) => policyId);
    };
    const nested = (depth: number): string => `{"_note":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;

    it('with ten thousand weights governs as one with three', async () => {
      const weights = Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`agent-${n}`, 1]));
      const voting = { algorithm: 'weighted', threshold: 0.5, weights: { ...weights, lead: 9_999 } };
      const [policyVersion, error] = await register(JSON.stringify({ voting }));
      expect(error).toBe('');
      const sessionId = randomUUID();
      const opening = startStep(sessionId);
      const payload = SessionStartPayload.decode(Buffer.from(opening.envelope.payload!));
      const governed = {
        ...opening.envelope,
        payload: encodeBytes(SessionStartPayload, { ...payload, policyVersion }),
      };
      expect(await send(client, { sender: 'lead', envelope: governed })).toMatchObject({ ok: true });
      expect(await send(client, proposalStep(sessionId, 'p'))).toMatchObject({ ok: true });
      expect((await send(client, commitmentStep(sessionId))).error!.code).toBe('POLICY_DENIED');
      expect((await history(client, sessionId)).length).toBe(2);
    });

    it.each<[string, string, string]>([
      ['of half a megabyte and a byte', `{"_n":"${'x'.repeat(RULES_LENGTH_MAX - 8)}"}`, 'long'],
      ['nested one level too deep', nested(RULES_DEPTH_MAX + 1), `nested deeper than ${RULES_DEPTH_MAX} levels`],
      ['nested a hundred thousand levels deep', nested(100_000), `nested deeper than ${RULES_DEPTH_MAX} levels`],
      ['with an endless number', '{"voting":{"algorithm":"majority","threshold":1e999}}', ''],
      ['with a key of a prototype where rules are', '{"voting":{"constructor":{}}}', 'constructor'],
    ])('%s is refused, and the registry is as before', async (_name, rules, why) => {
      const before = await ids();
      const [, error] = await register(rules);
      expect(error).toMatch(/^INVALID_POLICY_DEFINITION: /);
      expect(error).toContain(why);
      expect(error.length).toBeLessThan(1_000);
      expect(await ids()).toEqual(before);
    });

    it('as large and as deep as may be is taken', async () => {
      expect((await register(nested(RULES_DEPTH_MAX)))[1]).toBe('');
      expect((await register(`{"_n":"${'x'.repeat(RULES_LENGTH_MAX - 9)}"}`))[1]).toBe('');
    });

    it('with an annotation named like a prototype is as if it were not there', async () => {
      const [policyId, error] = await register('{"__proto__":{"voting":{"algorithm":"bribe"}}}');
      expect(error).toBe('');
      const request = { rpc: 'GetPolicy', request: { policyId }, metadata: bearer('lead') } as const;
      const { policyDescriptor } = await callUnary(client, request);
      expect(policyDescriptor!.rules).toBe('{"__proto__":{"voting":{"algorithm":"bribe"}}}');
    });

    it('of eight megabytes ends at the transport', async () => {
      const end = await failureOf(register(`{"_n":"${'x'.repeat(8 * 1024 * 1024)}"}`));
      expect([end.code, end.macpCode]).toEqual([status.RESOURCE_EXHAUSTED, undefined]);
    });
  });

  describe('an id', () => {
    const PATHS = [
      '../../../../../../etc/passwd',
      '/etc/passwd/etc/passwd/etc/passwd',
      'C:\\Windows\\System32\\drivers\\etc',
      '..%2f..%2f..%2f..%2fetc%2fpasswd',
      'session/../../session-of-another',
      'session\u0000.jsonl-of-somebody-else',
      'session\r\nmacp-error-code: FORBIDDEN',
      `${'é'.repeat(40)}`,
      `${'x'.repeat(129)}`,
    ];
    it.each(PATHS)('such as %j starts nothing and names nothing', async (sessionId) => {
      expect((await send(client, startStep(sessionId))).error).toMatchObject({ code: 'INVALID_SESSION_ID', sessionId });
      expect((await send(client, proposalStep(sessionId, 'p'))).error!.code).toBe('SESSION_NOT_FOUND');
      const notFound = { code: status.NOT_FOUND, macpCode: 'SESSION_NOT_FOUND' };
      const get = callUnary(client, { rpc: 'GetSession', request: { sessionId }, metadata: bearer('lead') });
      expect(await failureOf(get)).toMatchObject(notFound);
      expect(await SessionFollower.subscribe(client, sessionId).ended).toMatchObject(notFound);
      const pageToken = Buffer.from(`v1:${sessionId}`).toString('base64url');
      const list = { rpc: 'ListSessions', request: { pageToken }, metadata: bearer('lead') } as const;
      expect((await callUnary(client, list)).sessions.map((shown) => shown.sessionId)).not.toContain(sessionId);
    });

    it.each([100_000, 900_000])('of %d characters is refused, and the call ends', async (length) => {
      const long = 'x'.repeat(length);
      const refused = (code: status, macpCode: string) => expect.objectContaining({ code, macpCode });
      const notFound = refused(status.NOT_FOUND, 'SESSION_NOT_FOUND');
      for (const rpc of ['GetSession', 'CancelSession', 'SuspendSession', 'ResumeSession'] as const) {
        const call = callUnary(client, { rpc, request: { sessionId: long }, metadata: bearer('lead') });
        expect(await failureOf(call)).toEqual(notFound);
      }
      expect(await SessionFollower.subscribe(client, long).ended).toEqual(notFound);
      const manifest = callUnary(client, { rpc: 'GetManifest', request: { agentId: long } });
      expect(await failureOf(manifest)).toEqual(refused(status.NOT_FOUND, 'AGENT_NOT_FOUND'));
      const policy = callUnary(client, { rpc: 'GetPolicy', request: { policyId: long }, metadata: bearer('lead') });
      expect(await failureOf(policy)).toEqual(refused(status.NOT_FOUND, 'UNKNOWN_POLICY_VERSION'));
      const list = callUnary(client, { rpc: 'ListSessions', request: { pageToken: long }, metadata: bearer('lead') });
      expect(await failureOf(list)).toEqual(
        refusal(
          status.INVALID_ARGUMENT,
          'INVALID_REQUEST',
          'INVALID_ARGUMENT: page_token is not a valid continuation token',
        ),
      );
    });

    it('of a message may be anything, and stands for itself alone', async () => {
      const sessionId = randomUUID();
      expect((await send(client, startStep(sessionId))).ok).toBe(true);
      const messageIds = [
        '../p',
        '__proto__',
        'constructor',
        ' ',
        '\u0000',
        'é',
        'é'.normalize('NFD'),
        'x'.repeat(50_000),
      ];
      for (const messageId of messageIds) {
        const { sender, envelope } = proposalStep(sessionId, randomUUID());
        const message = { sender, envelope: { ...envelope, messageId } };
        expect(await send(client, message)).toMatchObject({ ok: true, duplicate: false, messageId });
        expect(await send(client, message)).toMatchObject({ ok: true, duplicate: true, messageId });
      }
      expect((await history(client, sessionId)).slice(1)).toEqual(messageIds);
    });

    it('of an agent may be anything, too', async () => {
      const sessionId = randomUUID();
      const participants = ['lead', '__proto__', 'constructor', 'toString', '../lead'];
      const start = { participants, modeVersion: '1.0.0', configurationVersion: 'c1', ttlMs: 3_600_000 };
      const opening = step(sessionId, 'lead', 'SessionStart', encodeBytes(SessionStartPayload, start));
      expect((await send(client, opening)).ok).toBe(true);
      for (const sender of participants) {
        const proposal = { ...proposalStep(sessionId, sender), sender };
        expect(await send(client, proposal)).toMatchObject({ ok: true, duplicate: false });
      }
      expect((await send(client, { ...proposalStep(sessionId, 'p'), sender: 'hasOwnProperty' })).error!.code).toBe(
        'FORBIDDEN',
      );
    });
  });

  it('serves as before, after all of this', async () => {
    const sessionId = randomUUID();
    const steps = completeDecision(sessionId);
    for (const message of steps) expect(await send(client, message)).toMatchObject({ ok: true, duplicate: false });
    expect(await history(client, sessionId)).toEqual(steps.map(({ envelope }) => envelope.messageId));
    await expectBoundedMemory(server);
  });
});
