/** The projection over a real log: reads your writes, follows without gap or repeat, and sees no void record. */
import { FollowProbe } from '@macp/internal-rpc/contract';
import { describe, expect, it } from '@jest/globals';
import { MemoryProjectionStore } from '@macp/event-log';
import { sessionMetadata } from '@macp/kernel';
import { partitionFor } from '@macp/ports';
import { Envelope, encodeBytes, wireEnvelope } from '@macp/proto';
import { ProjectionStopped } from './projection-errors.js';
import { PlayedSession, ProjectedLog, START_MS, ordinalsTo } from './testing/projected-log.js';

const ID = 'session-000001-0123456789';
const OTHER = 'session-000002-0123456789';

/** A store in memory whose next change asks for a pause. */
class PausingStore extends MemoryProjectionStore {
  goOn: () => void = () => undefined;
  private pressure: Promise<void> | undefined;

  pause(): void {
    this.pressure = new Promise((resolve) => (this.goOn = resolve));
  }

  override apply(...change: Parameters<MemoryProjectionStore['apply']>): Promise<void> | void {
    super.apply(...change);
    const pressure = this.pressure;
    this.pressure = undefined;
    return pressure;
  }
}

async function claimed(partitions = 1): Promise<ProjectedLog> {
  const log = new ProjectedLog(partitions);
  for (let partition = 0; partition < partitions; partition++) await log.claim('e1', partition);
  return log;
}

describe('reads', () => {
  it('answer with what was appended before the read, as the kernel folds it', async () => {
    const log = await claimed();
    const projection = log.projection();
    await projection.start();
    const session = new PlayedSession(ID);
    const step = async (act: () => void): Promise<void> => {
      act();
      await log.write('e1', session);
      expect(await projection.session(ID)).toEqual(sessionMetadata(session.session!));
    };
    await step(() => undefined);
    await step(() => session.propose('peer'));
    await step(() => session.propose('lead'));
    await step(() => session.control('SuspendSession', 'lead'));
    session.nowMs += 5_000;
    await step(() => session.control('ResumeSession', 'lead'));
    await step(() => session.propose('peer'));
    await step(() => session.commit());
    expect((await projection.session(ID))?.state).toBe('RESOLVED');
    expect(await projection.session(OTHER)).toBeUndefined();
  });

  it.each([
    ['cancelled', 'CANCELLED'],
    ['expired', 'EXPIRED'],
    ['resumed past its cap', 'EXPIRED'],
  ])('show a session that was %s as %s', async (how, state) => {
    const log = await claimed();
    const session = new PlayedSession(ID, { maxSuspendMs: 1_000 });
    if (how === 'cancelled') session.control('CancelSession', 'lead');
    else if (how === 'expired') {
      session.nowMs += 100_000;
      session.tick();
    } else {
      session.control('SuspendSession', 'lead');
      session.nowMs += 1_001;
      session.control('ResumeSession', 'lead');
    }
    await log.write('e1', session);
    const projection = log.projection();
    await projection.start();
    expect(await projection.session(ID)).toEqual(sessionMetadata(session.session!));
    expect((await projection.session(ID))?.state).toBe(state);
  });

  it('list all partitions in the order of ids, page by page', async () => {
    const log = await claimed(4);
    const ids = ordinalsTo(9).map((number) => `session-00000${number}-0123456789`);
    for (const id of [...ids].reverse()) await log.write('e1', new PlayedSession(id));
    const projection = log.projection();
    await projection.start();
    const first = await projection.list('', 5);
    const second = await projection.list(ids[4]!, 5);
    expect(first.sessions.map(({ sessionId }) => sessionId)).toEqual(ids.slice(0, 5));
    expect(first.more).toBe(true);
    expect(second.sessions.map(({ sessionId }) => sessionId)).toEqual(ids.slice(5));
    expect(second.more).toBe(false);
  });

  it('go on from the position of the store after a restart', async () => {
    const log = await claimed();
    const store = new MemoryProjectionStore();
    const session = new PlayedSession(ID);
    await log.write('e1', session);
    const before = log.projection(store);
    await before.start();
    before.stop();
    session.propose();
    await log.write('e1', session);
    await log.log.trim(0, 2);
    const after = log.projection(store);
    await after.start();
    expect(await after.session(ID)).toEqual(sessionMetadata(session.session!));
    expect(store.lastOrdinal(ID)).toBe(2);
    expect(after.nextOffset(0)).toBe(3);
  });

  it('resume after a restart what was suspended before it', async () => {
    const log = await claimed();
    const store = new MemoryProjectionStore();
    const session = new PlayedSession(ID);
    session.propose('peer');
    session.control('SuspendSession', 'lead');
    await log.write('e1', session);
    await log.projection(store).start();
    session.nowMs += 5_000;
    session.control('ResumeSession', 'lead');
    session.propose('lead');
    await log.write('e1', session);
    const after = log.projection(store);
    await after.start();
    expect(await after.session(ID)).toEqual(sessionMetadata(session.session!));
  });

  it('wait for a store that asks for a pause, and lose nothing over it', async () => {
    const log = await claimed();
    const store = new PausingStore();
    const projection = log.projection(store);
    await projection.start();
    const session = new PlayedSession(ID);
    store.pause();
    await log.write('e1', session);
    session.propose();
    await log.write('e1', session);
    let isAnswered = false;
    const answer = projection.session(ID).then((metadata) => {
      isAnswered = true;
      return metadata;
    });
    await new Promise(setImmediate);
    expect(isAnswered).toBe(false);
    store.goOn();
    expect(await answer).toEqual(sessionMetadata(session.session!));
    expect(store.lastOrdinal(ID)).toBe(2);
  });

  it('see nothing of an owner that had lost the partition', async () => {
    const log = await claimed();
    const projection = log.projection();
    await projection.start();
    const session = new PlayedSession(ID);
    await log.write('e1', session);
    const kept = sessionMetadata(session.session!);
    const probe = new FollowProbe();
    await projection.follow(ID, 0, probe);
    await log.claim('e2');
    session.propose();
    await log.write('e1', session);
    await log.write('e1', new PlayedSession(OTHER));
    expect(await projection.session(ID)).toEqual(kept);
    expect(await projection.session(OTHER)).toBeUndefined();
    expect(projection.nextOffset(0)).toBe(5);
    await probe.count(1);
    expect(probe.ordinals).toEqual([1]);
  });
});

describe('follow', () => {
  it('gives replay and then live envelopes without gap or repeat, the same bytes to all', async () => {
    const log = await claimed();
    const projection = log.projection();
    await projection.start();
    const session = new PlayedSession(ID);
    for (let count = 1; count < 200; count++) session.propose();
    await log.write('e1', session);
    const early = new FollowProbe();
    const handle = await projection.follow(ID, 0, early);
    for (let count = 0; count < 100; count++) {
      session.propose('peer');
      await log.write('e1', session);
      if (count % 10 === 0) await new Promise(setImmediate);
    }
    const late = new FollowProbe();
    await projection.follow(ID, 0, late);
    await early.count(300);
    await late.count(300);
    expect(handle.tail).toBe(200);
    expect(early.ordinals).toEqual(ordinalsTo(300));
    expect(late.ordinals).toEqual(ordinalsTo(300));
    const bytes = (probe: FollowProbe) =>
      probe.seen.map(({ envelope }) => encodeBytes(Envelope, wireEnvelope(envelope)).toString('hex'));
    expect(bytes(early)).toEqual(bytes(late));
    expect(early.seen[0]!.envelope.timestampUnixMs).toBe(BigInt(START_MS));
  });

  it('hands the same object to every live follower', async () => {
    const log = await claimed();
    const projection = log.projection();
    await projection.start();
    const session = new PlayedSession(ID);
    const probes = [new FollowProbe(), new FollowProbe()];
    for (const probe of probes) await projection.follow(ID, 'live', probe);
    await new Promise(setImmediate);
    await log.write('e1', session);
    expect(probes[0]!.ordinals).toEqual([1]);
    expect(probes[1]!.seen[0]).toBe(probes[0]!.seen[0]);
  });

  it.each<[string, number | 'live', number[]]>([
    ['behind an ordinal', 2, [3, 4]],
    ['live', 'live', [4]],
    ['beyond the newest', 50, [4]],
  ])('starts %s', async (_name, after, expected) => {
    const log = await claimed();
    const projection = log.projection();
    await projection.start();
    const session = new PlayedSession(ID);
    session.propose();
    session.propose();
    await log.write('e1', session);
    const probe = new FollowProbe();
    const handle = await projection.follow(ID, after, probe);
    session.propose();
    await log.write('e1', session);
    await probe.count(expected.length);
    expect(handle.tail).toBe(3);
    expect(probe.ordinals).toEqual(expected);
  });

  it('waits for a paused follower, and goes on where it stopped', async () => {
    const log = await claimed();
    const projection = log.projection();
    await projection.start();
    const session = new PlayedSession(ID);
    const probe = new FollowProbe();
    const handle = await projection.follow(ID, 'live', probe);
    await new Promise(setImmediate);
    probe.wantsPause = true;
    await log.write('e1', session);
    for (let count = 0; count < 256; count++) session.propose();
    await log.write('e1', session);
    await new Promise(setImmediate);
    expect(probe.ordinals).toEqual([1]);
    probe.wantsPause = false;
    handle.resume();
    await probe.count(257);
    expect(probe.ordinals).toEqual(ordinalsTo(257));
    expect(probe.laggedBy).toBeUndefined();
  });

  it('closes a live follower that is more than 256 envelopes behind, and no other', async () => {
    const log = await claimed();
    const projection = log.projection();
    await projection.start();
    const session = new PlayedSession(ID);
    const slow = new FollowProbe();
    const quick = new FollowProbe();
    await projection.follow(ID, 'live', slow);
    await projection.follow(ID, 'live', quick);
    await new Promise(setImmediate);
    slow.wantsPause = true;
    await log.write('e1', session);
    for (let count = 0; count < 257; count++) session.propose();
    await log.write('e1', session);
    expect(slow.laggedBy).toBe(1);
    expect(slow.ordinals).toEqual([1]);
    expect(quick.ordinals).toEqual(ordinalsTo(258));
  });

  it('gives nothing after close', async () => {
    const log = await claimed();
    const projection = log.projection();
    await projection.start();
    const probe = new FollowProbe();
    const handle = await projection.follow(ID, 'live', probe);
    await new Promise(setImmediate);
    handle.close();
    await log.write('e1', new PlayedSession(ID));
    expect(probe.seen).toEqual([]);
  });
});

describe('the end', () => {
  it('fails follows and reads when the log is damaged, and only in that partition', async () => {
    const log = await claimed(2);
    const faults: number[] = [];
    const projection = log.projection(undefined, { onFault: (partition) => faults.push(partition) });
    await projection.start();
    const probes = [new FollowProbe(), new FollowProbe()];
    const ids = [0, 1].map((partition) =>
      ordinalsTo(50)
        .map(String)
        .find((id) => partitionFor(id, 2) === partition)!,
    );
    for (const [index, id] of ids.entries()) await projection.follow(id, 'live', probes[index]!);
    await log.log.append(1, new Uint8Array([1, 2, 3]));
    await probes[1]!.until(() => probes[1]!.failure !== undefined);
    expect(faults).toEqual([1]);
    expect(probes[0]!.failure).toBeUndefined();
    await expect(projection.session(ids[1]!)).rejects.toBe(probes[1]!.failure);
    await expect(projection.follow(ids[1]!, 0, new FollowProbe())).rejects.toBe(probes[1]!.failure);
    expect(await projection.session(ids[0]!)).toBeUndefined();
  });

  it('fails follows and reads when it is stopped, and says nothing of a fault', async () => {
    const log = await claimed();
    const faults: unknown[] = [];
    const projection = log.projection(undefined, { onFault: (_partition, cause) => faults.push(cause) });
    await projection.start();
    const probe = new FollowProbe();
    await projection.follow(ID, 'live', probe);
    projection.stop();
    expect(probe.failure).toBeInstanceOf(ProjectionStopped);
    await expect(projection.list('', 5)).rejects.toBeInstanceOf(ProjectionStopped);
    expect(faults).toEqual([]);
  });
});

describe('retention', () => {
  it.each([
    ['forgets a session that ended long enough ago', 10_000, false],
    ['keeps a session that ended more recently', 10_001, true],
    ['keeps every session unless told otherwise', undefined, true],
  ])('%s', async (_name, removeEndedAfterMs, isKept) => {
    const log = await claimed();
    const store = new MemoryProjectionStore();
    const projection = log.projection(store, removeEndedAfterMs === undefined ? {} : { removeEndedAfterMs });
    await projection.start();
    const ended = new PlayedSession(ID);
    ended.propose();
    ended.commit();
    await log.write('e1', ended);
    const open = new PlayedSession(OTHER);
    open.nowMs += 10_000;
    open.propose();
    await log.write('e1', open);
    expect((await projection.session(ID)) !== undefined).toBe(isKept);
    expect(store.lastOrdinal(ID) > 0).toBe(isKept);
    expect((await projection.session(OTHER))?.state).toBe('OPEN');
  });
});
