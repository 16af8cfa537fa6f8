/** What existing clients rely on when they call (client compatibility B1–B5 and B8): credentials, answers, refusals. */
import { randomUUID } from 'node:crypto';
import { Metadata, status } from '@grpc/grpc-js';
import { expect } from '@jest/globals';
import { callUnary } from '@macp/wire';
import type { UnaryRpcName } from '@macp/wire';
import { commitmentStep } from '../decision-script.js';
import { ANONYMOUS, failureOf } from '../connection.js';
import type { CallEnd } from '../connection.js';
import { ServerWatch } from '../server-watch.js';
import { register } from './client-row.js';
import type { ClientRow } from './client-row.js';
import { changed, proposalStep, startStep } from './edge-world.js';

/** Status of a call; OK when it was answered. */
async function statusOf(call: Promise<unknown>): Promise<status> {
  return call.then(
    () => status.OK,
    async () => (await failureOf(call)).code,
  );
}

export const CLIENT_CALL_ROWS: readonly ClientRow[] = [
  {
    row: 'B1',
    outcome: 'a bearer token or x-macp-token authenticates, and trace context is no obstacle',
    play: async ({ client }) => {
      const entries = [{ authorization: 'Bearer lead' }, { 'x-macp-token': 'lead' }];
      const trace = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', tracestate: 'a=1' };
      for (const entry of entries) {
        const metadata = new Metadata();
        for (const [key, value] of Object.entries({ ...trace, ...entry })) metadata.set(key, value!);
        const { sessions } = await callUnary(client, { rpc: 'ListSessions', request: { pageSize: 1 }, metadata });
        expect(sessions.length).toBeLessThanOrEqual(1);
      }
    },
  },
  {
    row: 'B2',
    outcome: 'discovery needs no credential; lists and watches of sessions, signals and policies do',
    play: async (world) => {
      const { client } = world;
      expect(await statusOf(world.call('Initialize', { supportedProtocolVersions: ['1.0'] }, null))).toBe(status.OK);
      for (const rpc of ['GetManifest', 'ListModes', 'ListExtModes', 'ListRoots'] as const) {
        expect(await statusOf(world.call(rpc, {}, null))).toBe(status.OK);
      }
      for (const watch of [client.WatchModeRegistry({}, ANONYMOUS), client.WatchRoots({}, ANONYMOUS)]) {
        const open = new ServerWatch<unknown>(watch);
        expect((await open.until(() => open.frames.length > 0)).end).toBeUndefined();
        open.cancel();
      }
      for (const rpc of ['ListSessions', 'ListPolicies', 'GetPolicy'] as const) {
        expect(await statusOf(world.call(rpc, {}, null))).toBe(status.UNAUTHENTICATED);
      }
      const closed = [
        client.WatchSessions({}, ANONYMOUS),
        client.WatchSignals({}, ANONYMOUS),
        client.WatchPolicies({}, ANONYMOUS),
      ];
      for (const watch of closed) {
        const refused = new ServerWatch<unknown>(watch);
        const { end } = await refused.until(() => false);
        expect([end!.code, end!.macpCode, refused.frames]).toEqual([status.UNAUTHENTICATED, 'UNAUTHENTICATED', []]);
      }
    },
  },
  {
    row: 'B3',
    outcome: 'Initialize selects 1.0 in any order, and a capability is promised exactly when its RPC is there',
    play: async (world) => {
      const versions = ['0.9', '2.0', '1.0'];
      const answer = await world.call('Initialize', { supportedProtocolVersions: versions }, null);
      expect(answer.selectedProtocolVersion).toBe('1.0');
      const { sessions, policyRegistry, decisionReceipt, modeRegistry, manifest, roots } = answer.capabilities!;
      const promises: readonly (readonly [boolean, UnaryRpcName])[] = [
        [sessions!.listSessions, 'ListSessions'],
        [policyRegistry!.listPolicies, 'ListPolicies'],
        [policyRegistry!.registerPolicy, 'RegisterPolicy'],
        [policyRegistry!.whatIfReplay, 'WhatIfReplay'],
        [decisionReceipt!.getDecisionReceipt, 'GetDecisionReceipt'],
        [decisionReceipt!.getDecisionReceipt, 'GetReceiptKeys'],
        [modeRegistry!.listModes, 'ListModes'],
        [manifest!.getManifest, 'GetManifest'],
        [roots!.listRoots, 'ListRoots'],
      ];
      for (const [isPromised, rpc] of promises) {
        const isThere = (await statusOf(world.call(rpc, {}))) !== status.UNIMPLEMENTED;
        expect([rpc, isThere]).toEqual([rpc, isPromised]);
      }
    },
  },
  {
    row: 'B4',
    outcome: 'a refusal of Send is status OK and an Ack with code, message and details',
    play: async (world) => {
      const sessionId = await world.session();
      const refused = [
        changed(proposalStep(sessionId, 'p'), { macpVersion: '2.0' }),
        proposalStep(sessionId, 'p', 'stranger'),
        proposalStep(randomUUID(), 'p'),
        startStep(sessionId),
        startStep('short'),
        startStep(randomUUID(), { policyVersion: 'nowhere' }),
      ];
      const codes = [
        'UNSUPPORTED_PROTOCOL_VERSION',
        'FORBIDDEN',
        'SESSION_NOT_FOUND',
        'SESSION_ALREADY_EXISTS',
        'INVALID_SESSION_ID',
        'UNKNOWN_POLICY_VERSION',
      ];
      for (const [index, message] of refused.entries()) expect(await world.answer(message)).toBe(codes[index]);
    },
  },
  {
    row: 'B5',
    outcome: 'statuses name their code in metadata; reasons of a denial are sorted, compact JSON',
    play: async (world) => {
      const end: CallEnd = await failureOf(world.call('GetSession', { sessionId: 'unknown' }));
      expect(end).toMatchObject({ code: status.NOT_FOUND, macpCode: 'SESSION_NOT_FOUND', details: undefined });
      const policyId = `p.${randomUUID()}`;
      const rules = JSON.stringify({ voting: { algorithm: 'unanimous' } });
      expect(await register(world, { policyId, mode: 'macp.mode.decision.v1', rules, schemaVersion: 3 })).toBe('');
      const sessionId = await world.session({ policyVersion: policyId });
      expect(await world.answer(proposalStep(sessionId, 'p'))).toBe('ok OPEN');
      const { error } = await world.ack(commitmentStep(sessionId).envelope);
      expect(error).toMatchObject({ code: 'POLICY_DENIED', message: 'PolicyDenied' });
      const text = error!.details.toString();
      const { denials, reasons } = JSON.parse(text) as { denials: { message: string }[]; reasons: string[] };
      expect(Object.keys(JSON.parse(text) as object)).toEqual(['denials', 'reasons']);
      expect(reasons).toEqual(denials.map(({ message }) => message));
      expect(text).toBe(JSON.stringify({ denials, reasons }));
    },
  },
  {
    row: 'B8',
    outcome: 'a message sent again is a duplicate, also from behind the end of its session',
    play: async (world) => {
      const { sessionId, ids } = await world.resolved();
      for (const messageId of ids) {
        const again = changed(proposalStep(sessionId, 'p'), { messageId });
        expect(await world.answer(again)).toBe('duplicate RESOLVED');
      }
      expect(await world.answer(proposalStep(sessionId, 'q'))).toBe('SESSION_NOT_OPEN SessionNotOpen');
    },
  },
];
