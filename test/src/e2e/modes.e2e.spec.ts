/** One whole session of every built-in mode through the public port, with refusals on the way and a restart in between. */
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { SessionState } from '@macp/proto';
import { bearer, callUnary } from '@macp/wire';
import type { RuntimeClient } from '@macp/wire';
import { ANONYMOUS, connect } from './connection.js';
import { getSession, history, send } from './decision-script.js';
import { scriptedSessions } from './mode-scripts.js';
import type { ScriptedSession, ScriptedStep } from './mode-scripts.js';
import { DURABLE_PROFILES, PROFILES } from './profiles.js';
import type { ServerUnderTest } from './server-under-test.js';

jest.setTimeout(120_000);

let server: ServerUnderTest;
afterEach(() => server.remove());

/** Registers the session's policy, if it has one. */
async function govern(client: RuntimeClient, { policy }: ScriptedSession): Promise<void> {
  if (policy === undefined) return;
  const request = { policyDescriptor: policy };
  const { ok, error } = await callUnary(client, { rpc: 'RegisterPolicy', request, metadata: bearer('lead') });
  expect([ok, error]).toEqual([true, '']);
}

/** Sends the steps one after another; each must get its answer. */
async function play(client: RuntimeClient, steps: readonly ScriptedStep[]): Promise<void> {
  for (const step of steps) {
    const { ok, error, duplicate } = await send(client, step);
    const { messageType, messageId } = step.envelope;
    expect([messageId, messageType, ok ? 'ok' : error!.code, duplicate]).toEqual([
      messageId,
      messageType,
      step.answer,
      false,
    ]);
  }
}

/** The session must have resolved, with exactly what was accepted as its history. */
async function expectResolved(client: RuntimeClient, { mode, sessionId, steps }: ScriptedSession): Promise<void> {
  const metadata = await getSession(client, sessionId);
  expect([metadata.mode, metadata.state]).toEqual([mode, SessionState.SESSION_STATE_RESOLVED]);
  const accepted = steps.filter(({ answer }) => answer === 'ok');
  expect(await history(client, sessionId)).toEqual(accepted.map(({ envelope }) => envelope.messageId));
  const again = await send(client, accepted[1]!);
  expect([again.ok, again.duplicate, again.sessionState]).toEqual([true, true, SessionState.SESSION_STATE_RESOLVED]);
}

describe.each(PROFILES)('$name', ({ start }) => {
  it('advertises every mode it plays, and plays one session of each to its end', async () => {
    server = await start();
    const client = connect(server);
    const sessions = scriptedSessions();
    const played = sessions.map(({ mode }) => mode);

    const standard = await callUnary(client, { rpc: 'ListModes', request: {}, metadata: ANONYMOUS });
    expect(standard.modes.map(({ mode }) => mode)).toEqual(played.filter((mode) => mode.startsWith('macp.mode.')));
    const extensions = await callUnary(client, { rpc: 'ListExtModes', request: {}, metadata: ANONYMOUS });
    expect(extensions.modes.map(({ mode }) => mode)).toEqual(['ext.multi_round.v1']);
    const request = { supportedProtocolVersions: ['1.0'] };
    const initialized = await callUnary(client, { rpc: 'Initialize', request, metadata: ANONYMOUS });
    expect(initialized.supportedModes).toEqual([...played].sort());
    const { manifest } = await callUnary(client, { rpc: 'GetManifest', request: {}, metadata: ANONYMOUS });
    expect(manifest!.supportedModes).toEqual([...played].sort());

    for (const session of sessions) {
      await govern(client, session);
      await play(client, session.steps);
      await expectResolved(client, session);
    }
    client.close();
  });
});

describe.each(DURABLE_PROFILES)('$name: a restart in the middle', ({ start }) => {
  it.each([
    ['in order', 'stop'],
    ['by force', 'kill'],
  ] as const)('%s changes no answer of any mode', async (_how, end) => {
    server = await start();
    const before = connect(server);
    const sessions = scriptedSessions();
    const half = ({ steps }: ScriptedSession): number => Math.ceil(steps.length / 2);
    for (const session of sessions) {
      await govern(before, session);
      await play(before, session.steps.slice(0, half(session)));
    }
    before.close();
    await server[end]();
    await server.restart();
    const client = connect(server);
    for (const session of sessions) {
      await play(client, session.steps.slice(half(session)));
      await expectResolved(client, session);
    }
    client.close();
  });
});
