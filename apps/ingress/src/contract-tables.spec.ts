/** Tables of the contract as wholes (runtime specification §2.1, §4.4, §7.3, §7.6): modes, credentials, order, delegation. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import type { macp } from '@macp/proto';
import { callUnary, kernelState } from '@macp/wire';
import type { UnaryRpcName } from '@macp/wire';
import {
  ingressWorld,
  newSessionId,
  proposalEnvelope,
  startEnvelope,
  seenStatus,
  tokenMetadata,
} from './testing/ingress-world.js';
import type { IngressWorld } from './testing/ingress-world.js';

let world: IngressWorld;
beforeAll(async () => {
  world = await ingressWorld({ MAX_PAYLOAD_BYTES: '1000' });
});
afterAll(() => world.close());

const verdict = ({ ok, error }: macp.v1.Ack): string => (ok ? 'accepted' : error!.code);

describe('the modes', () => {
  const MODES = [
    ['decision', 'semantic-deterministic', 'declared', 'Proposal Evaluation Objection Vote'],
    ['proposal', 'semantic-deterministic', 'peer', 'Proposal CounterProposal Accept Reject Withdraw'],
    ['task', 'structural-only', 'orchestrated', 'TaskRequest TaskAccept TaskReject TaskUpdate TaskComplete TaskFail'],
    ['handoff', 'context-frozen', 'delegated', 'HandoffOffer HandoffContext HandoffAccept HandoffDecline'],
    ['quorum', 'semantic-deterministic', 'quorum', 'ApprovalRequest Approve Reject Abstain'],
  ].map((row) => [`macp.mode.${row[0]}.v1`, ...row.slice(1)]);
  const row = (mode: macp.v1.ModeDescriptor) => [
    mode.mode,
    mode.determinismClass,
    mode.participantModel,
    mode.messageTypes.slice(1, -1).join(' '),
  ];

  it('of the standards track come in their own order, extensions apart', async () => {
    const { modes } = await callUnary(world.client, { rpc: 'ListModes', request: {} });
    const { modes: extensions } = await callUnary(world.client, { rpc: 'ListExtModes', request: {} });
    expect(modes.map(row)).toEqual(MODES);
    expect(extensions.map(row)).toEqual([['ext.multi_round.v1', 'semantic-deterministic', 'peer', 'Contribute']]);
    for (const { messageTypes, terminalMessageTypes, modeVersion, schemaUris } of [...modes, ...extensions]) {
      expect([messageTypes[0], messageTypes.at(-1)]).toEqual(['SessionStart', 'Commitment']);
      expect([terminalMessageTypes, modeVersion]).toEqual([['Commitment'], '1.0.0']);
      expect(schemaUris).toEqual({ protobuf: 'buf.build/multiagentcoordinationprotocol/macp' });
    }
    expect([...modes, ...extensions].map(({ title }) => title)).toEqual(
      ['Decision', 'Proposal', 'Task', 'Handoff', 'Quorum', 'Multi-Round'].map((name) => `${name} Mode`),
    );
  });

  it('that are supported are all of them, in byte order', async () => {
    const request = { supportedProtocolVersions: ['1.0'] };
    const { supportedModes } = await callUnary(world.client, { rpc: 'Initialize', request });
    expect(supportedModes).toEqual(['ext.multi_round.v1', ...MODES.map(([mode]) => mode!).sort()]);
  });
});

describe('a call without a credential', () => {
  const OPEN: readonly UnaryRpcName[] = ['GetManifest', 'ListModes', 'ListExtModes', 'ListRoots'];
  const CLOSED: readonly UnaryRpcName[] = [
    'GetSession',
    'CancelSession',
    'SuspendSession',
    'ResumeSession',
    'ListSessions',
    'RegisterExtMode',
    'UnregisterExtMode',
    'PromoteMode',
    'RegisterPolicy',
    'UnregisterPolicy',
    'GetPolicy',
    'ListPolicies',
  ];
  const ask = (rpc: UnaryRpcName, token: string | null) =>
    callUnary(world.client, { rpc, request: {}, metadata: tokenMetadata(token) });

  it.each(OPEN)('%s is answered', async (rpc) => {
    await expect(ask(rpc, null)).resolves.toBeDefined();
  });

  it.each(CLOSED)('%s is UNAUTHENTICATED before anything else is looked at', async (rpc) => {
    for (const token of [null, 'nobody']) {
      await expect(ask(rpc, token)).rejects.toMatchObject({ code: status.UNAUTHENTICATED, details: 'Unauthenticated' });
    }
  });

  it.each(CLOSED.slice(5, 10))('%s is FORBIDDEN to who may not manage registries, descriptor or not', async (rpc) => {
    await expect(ask(rpc, 'peer-token')).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
  });
});

describe('of two faults the earlier one is answered', () => {
  const start = (change: macp.v1.EnvelopeInit = {}) => ({ ...startEnvelope(newSessionId()), ...change });
  const large = Buffer.alloc(1001);
  const CASES: readonly [string, macp.v1.EnvelopeInit, string | null, string][] = [
    ['version, then ids', start({ macpVersion: '', messageType: '' }), null, 'UNSUPPORTED_PROTOCOL_VERSION'],
    ['ids, then size', start({ messageId: '', payload: large }), null, 'INVALID_ENVELOPE'],
    ['plane, then size', start({ mode: '', payload: large }), null, 'INVALID_ENVELOPE'],
    ['size, then credential', start({ payload: large }), 'nobody', 'PAYLOAD_TOO_LARGE'],
    ['credential, then name', start({ sender: 'lead' }), 'nobody', 'UNAUTHENTICATED'],
    ['name, then the right to start', start({ sender: 'lead' }), 'watcher-token', 'UNAUTHENTICATED'],
    ['the right to start, then the session id', start({ sessionId: 'short' }), 'watcher-token', 'FORBIDDEN'],
    ['the right to the mode, then whether it exists', start({ mode: 'ext.none' }), 'narrow-token', 'FORBIDDEN'],
    [
      'the session id, then the mode',
      start({ sessionId: 'short', mode: 'ext.none' }),
      'lead-token',
      'INVALID_SESSION_ID',
    ],
    [
      'the mode, then the payload',
      start({ mode: 'ext.none', payload: Buffer.alloc(0) }),
      'lead-token',
      'MODE_NOT_SUPPORTED',
    ],
  ];

  it.each(CASES)('%s', async (_name, envelope, token, code) => {
    expect(verdict(await world.send(envelope, token))).toBe(code);
  });

  it('and what is refused before the rate limit costs nothing of it', async () => {
    const limited = await ingressWorld({ MESSAGE_LIMIT_PER_MINUTE: '1', SESSION_START_LIMIT_PER_MINUTE: '1' });
    try {
      const id = newSessionId();
      expect(verdict(await limited.send({ ...startEnvelope(id), macpVersion: '' }, 'peer-token'))).not.toBe('accepted');
      expect(verdict(await limited.send(startEnvelope(newSessionId()), 'narrow-token'))).toBe('FORBIDDEN');
      expect(verdict(await limited.send(startEnvelope(id, { mode: 'macp.mode.quorum.v1' }), 'narrow-token'))).toBe(
        'accepted',
      );
      // What reaches the kernel costs, whatever the kernel says.
      expect(verdict(await limited.send(proposalEnvelope(newSessionId(), 'm'), 'peer-token'))).toBe(
        'SESSION_NOT_FOUND',
      );
      expect(verdict(await limited.send(proposalEnvelope(newSessionId(), 'm'), 'peer-token'))).toBe('RATE_LIMITED');
    } finally {
      await limited.close();
    }
  });
});

describe('control of a session', () => {
  const AUTHORITIES: readonly [string, object, string, string][] = [
    ['initiator_only', { authority: 'initiator_only' }, 'FORBIDDEN', 'FORBIDDEN'],
    ['any_participant', { authority: 'any_participant' }, 'CANCELLED', 'FORBIDDEN'],
    ['designated_role', { authority: 'designated_role', designated_roles: ['outsider'] }, 'FORBIDDEN', 'CANCELLED'],
  ];

  it.each(AUTHORITIES)(
    'under %s is for whom the policy names, and always for the initiator',
    async (name, commitment, ...answers) => {
      const policyDescriptor = {
        policyId: `p.${name}`,
        mode: '*',
        rules: JSON.stringify({ commitment }),
        schemaVersion: 3,
      };
      const register = {
        rpc: 'RegisterPolicy',
        request: { policyDescriptor },
        metadata: tokenMetadata('lead-token'),
      } as const;
      expect(await callUnary(world.client, register)).toMatchObject({ ok: true });
      const cancel = async (token: string): Promise<string | undefined> => {
        const sessionId = newSessionId();
        const started = await world.send(startEnvelope(sessionId, {}, { policyVersion: `p.${name}` }));
        expect(verdict(started)).toBe('accepted');
        const request = { rpc: 'CancelSession', request: { sessionId }, metadata: tokenMetadata(token) } as const;
        return callUnary(world.client, request).then(
          ({ ack }) => kernelState(ack!.sessionState),
          (error: ServiceError) => seenStatus(error).macpCode,
        );
      };
      expect([await cancel('peer-token'), await cancel('outsider-token')]).toEqual(answers);
      expect(await cancel('lead-token')).toBe('CANCELLED');
      // To read every session is no right to end one.
      expect(await cancel('watcher-token')).toBe('FORBIDDEN');
    },
  );

  it('and of what is said in it is nothing for an observer', async () => {
    const sessionId = newSessionId();
    expect(verdict(await world.send(startEnvelope(sessionId)))).toBe('accepted');
    expect(verdict(await world.send(proposalEnvelope(sessionId, 'm'), 'watcher-token'))).toBe('FORBIDDEN');
    expect(verdict(await world.send(proposalEnvelope(sessionId, 'm'), 'peer-token'))).toBe('accepted');
  });
});
