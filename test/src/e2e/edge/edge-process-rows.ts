/** Edge cases 6, 20, 40, 41 and 43–46 of the kernel's page: those that need a server of their own, or outlive it. */
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { status } from '@grpc/grpc-js';
import { expect } from '@jest/globals';
import { SessionStartPayload, SessionState, encodeBytes, macp } from '@macp/proto';
import { bearer } from '@macp/wire';
import { failureOf, refusal } from '../connection.js';
import { getSession, history, step } from '../decision-script.js';
import { eventually } from '../eventually.js';
import { ServerWatch } from '../server-watch.js';
import { SessionFollower } from '../session-follower.js';
import { changed, proposalStep, startStep, voteStep } from './edge-world.js';
import type { OwnServer, WireRow } from './edge-world.js';

const RETAINED: WireRow = {
  row: 40,
  given: 'no retention',
  when: 'a session resolves',
  outcome: 'over a durable log it stays readable; in memory it is gone from all views',
  differs: 'ended sessions stay readable while the log has them; receipts are not offered yet',
  play: async (world) => {
    const { sessionId } = await world.resolved();
    const { isDurable } = world.profile;
    expect((await world.listed(sessionId))?.sessionId).toBe(isDurable ? sessionId : undefined);
    const follower = world.follow(sessionId);
    if (isDurable) {
      await follower.arrived(5);
      expect((await follower.halfClose()).code).toBe(status.OK);
      expect(await world.state(sessionId)).toBe('RESOLVED');
    } else {
      const gone = refusal(status.NOT_FOUND, 'SESSION_NOT_FOUND', `Session '${sessionId}' not found`);
      expect(await follower.ended).toEqual(gone);
    }
  },
};

const { EventType } = macp.v1.SessionLifecycleEvent;
const EXPIRED = SessionState.SESSION_STATE_EXPIRED;

const WATCHED: WireRow = {
  row: 41,
  given: 'a watcher of sessions that does not read, and no retention',
  when: 'a session expires and leaves, and then the watcher reads',
  outcome: 'CREATED and EXPIRED of that session',
  differs: 'events carry the metadata they were recorded with, where the page has one of an evicted session without it',
  play: async (world) => {
    // A watch opens with what there is.
    await world.session();
    const watch = await new ServerWatch(world.client.WatchSessions({}, bearer('outsider'))).opened();
    watch.pause();
    const sessionId = randomUUID();
    const old = { timestampUnixMs: Date.now() - 7_200_000 };
    expect(await world.answer(changed(startStep(sessionId, { ttlMs: 60_000 }, 'b'), old))).toBe('ok OPEN');
    const hasEnded = async (): Promise<boolean> => ((await world.listed(sessionId))?.state ?? EXPIRED) === EXPIRED;
    await eventually(hasEnded, true);
    watch.resume();
    const told = () => watch.frames.filter(({ event }) => event!.session?.sessionId === sessionId);
    await watch.until(() => told().length === 2);
    expect(told().map(({ event }) => [event!.eventType, event!.session!.initiator])).toEqual([
      [EventType.EVENT_TYPE_CREATED, 'b'],
      [EventType.EVENT_TYPE_EXPIRED, 'b'],
    ]);
    watch.cancel();
    expect(watch.frames.filter(({ event }) => event!.session === null)).toEqual([]);
  },
};

const UNWRITTEN: WireRow = {
  row: 20,
  given: 'a log that does not take the start',
  when: 'SessionStart, and the same again once the log takes it',
  outcome: 'INTERNAL_ERROR; accepted, once',
  differs: 'UNAVAILABLE without a MACP code where it is not known whether the log has the start',
  play: async (world) => {
    const { failedWrite } = world.profile;
    const sessionId = randomUUID();
    const start = startStep(sessionId, { contextId: 'x'.repeat(100_000) });
    const heal = await world.server.failLargeWrites();
    expect(await world.end(start)).toBe(failedWrite);
    await heal();
    // A commit that failed has ended the process.
    world.reconnect();
    let answer = await world.end(start);
    while (answer === 'UNAVAILABLE') answer = await world.end(start);
    // What may have been written may be found to be.
    expect(answer).toMatch(failedWrite === 'INTERNAL_ERROR' ? /^ok OPEN$/ : /^(ok|duplicate) OPEN$/);
    expect(await history(world.client, sessionId)).toEqual([start.envelope.messageId]);
    expect(await world.answer(proposalStep(sessionId, 'p'))).toBe('ok OPEN');
  },
};

const BUDGET = 4;

const UNBUDGETED: WireRow = {
  row: 6,
  given: 'a budget of messages',
  when: "messages with the sender `peer` and a's token, then as many as the budget has under the own name, then another",
  outcome: 'UNAUTHENTICATED and nothing of the budget used; accepted; RATE_LIMITED',
  play: async (world) => {
    const sessionId = await world.session({ participants: ['a', 'peer'] });
    const proposal = (proposalId: string, sender: string) =>
      changed(proposalStep(sessionId, proposalId, 'a'), { sender });
    for (let n = 0; n < BUDGET; n++) expect(await world.answer(proposal(`p${n}`, 'peer'))).toBe('UNAUTHENTICATED');
    for (let n = 0; n < BUDGET; n++) expect(await world.answer(proposal(`p${n}`, 'a'))).toBe('ok OPEN');
    expect(await world.answer(proposal('more', 'a'))).toBe('RATE_LIMITED');
  },
};

/** Writes a policy into a directory, which it resolves with. */
function withPolicy(directory: string): string {
  const document = { policy_id: 'p.file', mode: '*', description: '', rules: {}, schema_version: 3 };
  writeFileSync(join(directory, 'p.json'), JSON.stringify(document));
  return directory;
}

const READ_ONLY: WireRow = {
  row: 43,
  given: 'policies from files, no credential',
  when: 'RegisterPolicy',
  outcome: 'status REGISTRY_READ_ONLY',
  play: async (world) => {
    for (const token of [null, 'peer', 'lead']) {
      const end = await failureOf(world.call('RegisterPolicy', {}, token));
      expect([end.code, end.macpCode]).toEqual([status.FAILED_PRECONDITION, 'REGISTRY_READ_ONLY']);
    }
    const { policyDescriptor } = await world.call('GetPolicy', { policyId: 'p.file' });
    expect(policyDescriptor).toMatchObject({ policyId: 'p.file' });
  },
};

const MODE = 'ext.auction';

const REMEMBERED: WireRow = {
  row: 44,
  given: 'a session of a registered mode',
  when: 'the server restarts',
  outcome: 'the mode and its session are there, and the session goes on',
  differs: 'registrations are durable, where the page has the mode and its sessions gone after a restart',
  play: async (world) => {
    const modeDescriptor = {
      mode: MODE,
      modeVersion: '1.0.0',
      title: 'Auction',
      messageTypes: ['SessionStart', 'Bid', 'Commitment'],
      terminalMessageTypes: ['Commitment'],
    };
    expect(await world.call('RegisterExtMode', { modeDescriptor })).toMatchObject({ ok: true });
    const sessionId = randomUUID();
    const start = step(sessionId, 'lead', 'SessionStart', encodeBytes(SessionStartPayload, { ttlMs: 3_600_000 }));
    expect(await world.answer(changed(start, { mode: MODE }))).toBe('ok OPEN');
    await world.restart('stop');
    const bid = changed(step(sessionId, 'lead', 'Bid', Buffer.from('100')), { mode: MODE });
    expect(await world.answer(bid)).toBe('ok OPEN');
    expect(await world.answer(bid)).toBe('duplicate OPEN');
  },
};

const RECOVERED: WireRow = {
  row: 45,
  given: 'a session with messages',
  when: 'the server is killed and starts again',
  outcome: 'state, deadline and activity are as before',
  differs: 'participant activity survives, where the page has it empty after a restart',
  play: async (world) => {
    const sessionId = await world.session();
    for (const message of [proposalStep(sessionId, 'p'), voteStep(sessionId, 'peer')]) {
      expect(await world.answer(message)).toBe('ok OPEN');
    }
    const shown = await getSession(world.client, sessionId);
    expect(shown.participantActivity.map(({ participantId }) => participantId).sort()).toEqual(['lead', 'peer']);
    await world.restart('kill');
    expect(await getSession(world.client, sessionId)).toEqual(shown);
  },
};

const DRAINED: WireRow = {
  row: 46,
  given: 'an open stream and a drain deadline of a second',
  when: 'SIGTERM',
  outcome: 'exit 0 after the whole deadline',
  play: async (world) => {
    const follower = SessionFollower.subscribe(world.client, await world.session());
    await follower.arrived(1);
    const ends = await world.server.stop();
    for (const { code, signal, stderr, messages } of ends) {
      expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: '' });
      expect(messages.at(-1)).toBe('state persisted, goodbye');
    }
    const forced = 'drain deadline reached with connections still open; forcing shutdown';
    expect(ends.some(({ messages }) => messages.includes(forced))).toBe(true);
    const { code, macpCode } = await follower.ended;
    expect([code, macpCode]).toEqual([status.UNAVAILABLE, undefined]);
  },
};

/** The last row of a server may end it. */
export const OWN_SERVERS: readonly OwnServer[] = [
  {
    name: 'with little of everything',
    settings: (directory) => ({
      MESSAGE_LIMIT_PER_MINUTE: `${BUDGET}`,
      SESSION_RETENTION_SECS: '0',
      POLICIES_DIR: withPolicy(directory),
      SHUTDOWN_DRAIN_SECS: '1',
    }),
    needsDurable: false,
    rows: [UNBUDGETED, RETAINED, WATCHED, READ_ONLY, DRAINED],
  },
  {
    name: 'whose log fails',
    settings: () => ({ REQUEST_TIMEOUT_SECS: '2' }),
    needsDurable: true,
    needsFailedWrites: true,
    rows: [UNWRITTEN],
  },
  { name: 'that restarts', settings: () => ({}), needsDurable: true, rows: [REMEMBERED, RECOVERED] },
];
