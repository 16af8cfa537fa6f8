/** GetSession, ListSessions and the control calls over a real connection (runtime specification §4.4, §4.7, §13). */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { status } from '@grpc/grpc-js';
import type { macp } from '@macp/proto';
import {
  call,
  commitmentEnvelope,
  ingressWorld,
  newSessionId,
  proposalEnvelope,
  startEnvelope,
  tokenMetadata,
} from './testing/ingress-world.js';
import type { IngressWorld } from './testing/ingress-world.js';

const STATE = { OPEN: 1, RESOLVED: 2, EXPIRED: 3, SUSPENDED: 4, CANCELLED: 5 };
type Control = 'CancelSession' | 'SuspendSession' | 'ResumeSession';

let world: IngressWorld;
beforeAll(async () => {
  world = await ingressWorld({ SESSION_START_LIMIT_PER_MINUTE: '10000', MESSAGE_LIMIT_PER_MINUTE: '10000' });
});
afterAll(() => world.close());

async function session(): Promise<string> {
  const id = newSessionId();
  await world.send(startEnvelope(id));
  return id;
}

async function resolve(id: string): Promise<void> {
  await world.send(proposalEnvelope(id, 'm1'));
  expect((await world.send(commitmentEnvelope(id, 'm2'))).ok).toBe(true);
}

async function get(
  sessionId: string,
  token: string | null = 'lead-token',
  of = world,
): Promise<macp.v1.SessionMetadata> {
  const { metadata } = await call<macp.v1.GetSessionResponse>((done) =>
    of.client.GetSession({ sessionId }, tokenMetadata(token), {}, done),
  );
  return metadata!;
}

async function control(
  rpc: Control,
  sessionId: string,
  token: string | null = 'lead-token',
  of = world,
): Promise<macp.v1.Ack> {
  const { ack } = await call<macp.v1.CancelSessionResponse>((done) =>
    of.client[rpc]({ sessionId, reason: 'because' }, tokenMetadata(token), {}, done),
  );
  return ack!;
}

const notFound = (id: string) => ({
  code: status.NOT_FOUND,
  macpCode: 'SESSION_NOT_FOUND',
  details: `Session '${id}' not found`,
});
const forbidden = (details: string) => ({ code: status.PERMISSION_DENIED, macpCode: 'FORBIDDEN', details });
const unauthenticated = { code: status.UNAUTHENTICATED, macpCode: 'UNAUTHENTICATED', details: 'Unauthenticated' };

describe('GetSession', () => {
  it('shows a session to its initiator, participants and observers', async () => {
    const id = await session();
    await world.send(proposalEnvelope(id, 'm1'), 'peer-token');
    for (const token of ['lead-token', 'peer-token', 'watcher-token']) {
      expect(await get(id, token)).toMatchObject({
        sessionId: id,
        mode: 'macp.mode.decision.v1',
        state: STATE.OPEN,
        initiator: 'lead',
        participants: ['lead', 'peer'],
        modeVersion: '1.0.0',
        configurationVersion: 'config.default',
        policyVersion: 'policy.default',
        participantActivity: [{ participantId: 'peer', messageCount: 1 }],
      });
    }
  });

  it('refuses outsiders, strangers and unknown sessions', async () => {
    const id = await session();
    await expect(get(id, 'outsider-token')).rejects.toEqual(forbidden('FORBIDDEN: session access denied'));
    await expect(get(id, null)).rejects.toEqual(unauthenticated);
    await expect(get('no-such-session')).rejects.toEqual(notFound('no-such-session'));
    await expect(get('')).rejects.toEqual(notFound(''));
  });

  it('notices an expiry that is due', async () => {
    const id = newSessionId();
    await world.send(startEnvelope(id, { timestampUnixMs: Date.now() - 120_000 }));
    expect((await get(id)).state).toBe(STATE.EXPIRED);
  });

  it('still shows a session that left its owner, under the same rule', async () => {
    const id = await session();
    await resolve(id);
    world.engine.evict(id);
    expect((await get(id, 'peer-token')).state).toBe(STATE.RESOLVED);
    await expect(get(id, 'outsider-token')).rejects.toEqual(forbidden('FORBIDDEN: session access denied'));
  });

  it('says UNAVAILABLE, without a MACP code, when nobody can tell', async () => {
    world.engine.history.failure = new Error('the log is away');
    try {
      await expect(get('no-such-session')).rejects.toMatchObject({ code: status.UNAVAILABLE, macpCode: undefined });
    } finally {
      world.engine.history.failure = undefined;
    }
  });
});

describe('control calls', () => {
  it('suspend, resume and cancel, each acknowledged with the new state and no message id', async () => {
    const id = await session();
    expect(await control('SuspendSession', id)).toMatchObject({
      ok: true,
      duplicate: false,
      messageId: '',
      sessionId: id,
      sessionState: STATE.SUSPENDED,
    });
    expect(await control('ResumeSession', id)).toMatchObject({ ok: true, sessionState: STATE.OPEN });
    expect(await control('CancelSession', id)).toMatchObject({ ok: true, sessionState: STATE.CANCELLED });
  });

  it('tell the session who calls, and why', async () => {
    const id = await session();
    await control('SuspendSession', id);
    const command = { kind: 'SuspendSession', sessionId: id, caller: 'lead', reason: 'because' };
    expect(world.engine.commands.at(-1)).toEqual(command);
  });

  it('and reads cost nothing of the rate, and are there for whoever may neither start nor use the mode', async () => {
    const limited = await ingressWorld({ MESSAGE_LIMIT_PER_MINUTE: '1', SESSION_START_LIMIT_PER_MINUTE: '1' });
    try {
      const id = newSessionId();
      const authority = JSON.stringify({ commitment: { authority: 'designated_role', designated_roles: ['narrow'] } });
      const policyDescriptor = { policyId: 'p', mode: '*', rules: authority, schemaVersion: 3 };
      await call((done) => limited.client.RegisterPolicy({ policyDescriptor }, tokenMetadata('lead-token'), {}, done));
      expect((await limited.send(startEnvelope(id, {}, { policyVersion: 'p' }))).ok).toBe(true);
      for (const token of ['lead-token', 'narrow-token']) {
        for (const rpc of ['SuspendSession', 'ResumeSession', 'SuspendSession', 'ResumeSession'] as const) {
          expect((await control(rpc, id, token, limited)).ok).toBe(true);
          if (token === 'lead-token') expect((await get(id, token, limited)).sessionId).toBe(id);
        }
      }
      expect((await limited.send(proposalEnvelope(id, 'm1'))).ok).toBe(true);
      expect((await limited.send(proposalEnvelope(id, 'm2'))).error!.code).toBe('RATE_LIMITED');
    } finally {
      await limited.close();
    }
  });

  it('cancel what is over again, without effect', async () => {
    const id = await session();
    await resolve(id);
    expect(await control('CancelSession', id)).toMatchObject({ ok: true, sessionState: STATE.RESOLVED });
  });

  it('are refused in band when the session says no', async () => {
    const id = await session();
    const ack = await control('ResumeSession', id);
    expect(ack).toMatchObject({ ok: false, messageId: '', sessionId: id, sessionState: 0 });
    expect(ack.error).toMatchObject({ code: 'SESSION_NOT_OPEN', sessionId: id, messageId: '' });
  });

  it.each([
    ['CancelSession', 'cancel'],
    ['SuspendSession', 'suspend'],
    ['ResumeSession', 'resume'],
  ] as const)('%s is a status for whoever may not or cannot', async (rpc, verb) => {
    const id = await session();
    await expect(control(rpc, id, null)).rejects.toEqual(unauthenticated);
    await expect(control(rpc, id, 'peer-token')).rejects.toEqual(
      forbidden(`FORBIDDEN: only the session initiator or policy-delegated roles can ${verb}`),
    );
    await expect(control(rpc, 'no-such-session')).rejects.toEqual(notFound('no-such-session'));
    expect((await get(id)).state).toBe(STATE.OPEN);
  });
});

describe('ListSessions', () => {
  const list = (pageSize: number, pageToken = '', token: string | null = 'outsider-token', of: IngressWorld = world) =>
    call<macp.v1.ListSessionsResponse>((done) =>
      of.client.ListSessions({ pageSize, pageToken }, tokenMetadata(token), {}, done),
    );
  const badToken = {
    code: status.INVALID_ARGUMENT,
    macpCode: 'INVALID_REQUEST',
    details: 'INVALID_ARGUMENT: page_token is not a valid continuation token',
  };

  it('pages through every session in order of ids, for any identity', async () => {
    const small = await ingressWorld({ LIST_SESSIONS_MAX_PAGE_SIZE: '2' });
    try {
      const ids = [newSessionId(), newSessionId(), newSessionId()];
      for (const id of ids.toReversed()) await small.send(startEnvelope(id));
      const first = await list(0, '', 'outsider-token', small);
      expect(first.sessions.map(({ sessionId }) => sessionId)).toEqual(ids.slice(0, 2));
      expect(Buffer.from(first.nextPageToken, 'base64url').toString()).toBe(`v1:${ids[1]}`);
      // More than the maximum is the maximum, without a word.
      expect(await list(50, '', 'outsider-token', small)).toEqual(first);
      expect((await list(1, '', 'outsider-token', small)).sessions).toHaveLength(1);
      const second = await list(50, first.nextPageToken, 'outsider-token', small);
      expect(second.sessions.map(({ sessionId }) => sessionId)).toEqual(ids.slice(2));
      expect(second.nextPageToken).toBe('');
    } finally {
      await small.close();
    }
  });

  it('asks for a credential before anything else, and refuses negative sizes', async () => {
    await expect(list(-1, '', null)).rejects.toEqual(unauthenticated);
    await expect(list(-1)).rejects.toEqual({
      code: status.INVALID_ARGUMENT,
      macpCode: 'INVALID_REQUEST',
      details: 'INVALID_ARGUMENT: page_size must not be negative',
    });
  });

  it.each([
    ['no base64url', '!!!'],
    ['padded', `${Buffer.from('v1:abcd').toString('base64')}`],
    ['another prefix', Buffer.from('v2:abc').toString('base64url')],
    ['an empty cursor', Buffer.from('v1:').toString('base64url')],
    ['no UTF-8', Buffer.from([0x76, 0x31, 0x3a, 0xff]).toString('base64url')],
    ['longer than 1,024 characters', Buffer.from(`v1:${'x'.repeat(766)}`).toString('base64url')],
  ])('refuses a token that is %s', async (_name, token) => {
    await expect(list(10, token)).rejects.toEqual(badToken);
  });

  it('takes a token of a session that is gone', async () => {
    // The longest there is: 1,024 characters.
    for (const id of ['zzzz', 'z'.repeat(765)]) {
      const token = Buffer.from(`v1:${id}`).toString('base64url');
      expect(await list(10, token)).toMatchObject({ sessions: [], nextPageToken: '' });
    }
  });
});
