/** The partition worker over the memory log: what it answers, when, and what it never answers. */
import {
  AppendRefused,
  AppendUnknown,
  LogCorruption,
  MemoryCommandQueue,
  decodeRecord,
  encodeClaim,
} from '@macp/event-log';
import type { BatchRecord, EventLog } from '@macp/event-log';
import { describe, expect, it } from '@jest/globals';
import { roomAggregate } from './testing/room-aggregate.js';
import { RoomRig } from './testing/room-rig.js';

const accepted = (ordinal: number, duplicate = false) => ({ kind: 'accepted', ordinal, duplicate });
const refused = (why: string) => ({ kind: 'refused', why });

function isOfGeneration(event: unknown, generation: number): boolean {
  return (event as { generation: number }).generation === generation;
}

async function batches(rig: RoomRig): Promise<BatchRecord[]> {
  const records = (await rig.log.read(0, 0, 1000)).map(({ bytes }) => decodeRecord(bytes));
  return records.filter((record) => record.kind === 'batch');
}

/** The rig's log, with every batch held back until its function in `open` is called. */
function holdingBatches(rig: RoomRig): { readonly log: EventLog; readonly open: (() => void)[] } {
  const open: (() => void)[] = [];
  const log = rig.bentLog(async (partition, record, inner) => {
    if (decodeRecord(record).kind === 'batch') await new Promise<void>((resolve) => open.push(resolve));
    return inner.append(partition, record);
  });
  return { log, open };
}

describe('a serving worker', () => {
  it('decides what arrives together in one batch, in order, and answers it', async () => {
    const rig = new RoomRig();
    await rig.started();
    const sent = [rig.post('a', 'm1'), rig.post('a', 'm2'), rig.post('b', 'm1'), rig.post('a', 'm1')];
    await rig.clock.advance(0);
    expect(sent.map((id) => rig.outcomes(id))).toEqual([
      [accepted(1)],
      [accepted(2)],
      [accepted(1)],
      [accepted(1, true)],
    ]);
    expect(await batches(rig)).toHaveLength(1);
    expect(rig.progress).toEqual({ decidedUpTo: 3, parked: [], recordedAtMs: rig.clock.nowMs() });
  });

  it('answers nothing before the append has ended', async () => {
    const rig = new RoomRig();
    const { log, open } = holdingBatches(rig);
    await rig.started({ log });
    const id = rig.post('a', 'm1');
    await rig.clock.advance(0);
    expect(rig.outcomes(id)).toEqual([]);
    open[0]!();
    await rig.clock.advance(0);
    expect(rig.outcomes(id)).toEqual([accepted(1)]);
  });

  it('gathers the next batch while an append is under way', async () => {
    const rig = new RoomRig();
    const { log, open } = holdingBatches(rig);
    await rig.started({ log });
    rig.post('a', 'm1');
    await rig.clock.advance(0);
    for (let at = 2; at < 10; at += 1) rig.post('a', `m${at}`);
    await rig.clock.advance(0);
    expect(open).toHaveLength(1);
    open[0]!();
    await rig.clock.advance(0);
    open[1]!();
    await rig.clock.advance(0);
    expect((await batches(rig)).map(({ facts }) => facts.length)).toEqual([2, 8]);
  });

  it('takes into the next batch what comes in the turn in which the one before is answered', async () => {
    const rig = new RoomRig();
    const { log, open } = holdingBatches(rig);
    const push = (): void => queueMicrotask(() => open.length === 1 && rig.post('a', 'm3'));
    await rig.started({ log, outcomes: { push } });
    rig.post('a', 'm1');
    await rig.clock.advance(0);
    rig.post('a', 'm2');
    open[0]!();
    await rig.clock.advance(0);
    open[1]!();
    await rig.clock.advance(0);
    expect((await batches(rig)).map(({ facts }) => facts.length)).toEqual([2, 2]);
  });

  it('gives a re-sent command its first outcome, refused ones too, and another command its own', async () => {
    const rig = new RoomRig();
    await rig.started();
    rig.post('a', 'm1');
    const bad = { kind: 'post', room: 'a', messageId: 'm2', text: 'bad' } as const;
    rig.send(bad, 'same');
    await rig.clock.advance(0);
    rig.send({ ...bad, text: 'good' }, 'same');
    const other = rig.send({ ...bad, text: 'good' });
    await rig.clock.advance(0);
    expect(rig.outcomes('same')).toEqual([refused('bad text'), refused('bad text')]);
    expect(rig.outcomes(other)).toEqual([accepted(2)]);
    expect(rig.count('outcomeRepeated')).toBe(1);
  });

  it('does not evaluate a command past its expiry, but one just before', async () => {
    const rig = new RoomRig();
    await rig.started();
    const post = { kind: 'post', room: 'a', messageId: 'm1' } as const;
    const late = rig.send(post, 'late', rig.clock.nowMs() - 1);
    const timely = rig.send({ ...post, messageId: 'm2' }, 'timely', rig.clock.nowMs());
    await rig.clock.advance(0);
    expect(rig.outcomes(late)).toEqual([]);
    expect(rig.outcomes(timely)).toEqual([accepted(1)]);
    expect(rig.progress.decidedUpTo).toBe(1);
  });

  it('stops when the log says that it is damaged, instead of asking it again', async () => {
    const rig = new RoomRig();
    await rig.started();
    rig.post('a', 'm1');
    await rig.clock.advance(0);
    const log = rig.bentLog((partition, record, inner) => inner.append(partition, record));
    const damaged = { ...log, read: () => Promise.reject(new LogCorruption(0, 1, 'the record is missing')) };
    const worker = rig.worker({ log: damaged });
    const failure = worker.start().catch((cause: unknown) => cause);
    await rig.clock.advance(0);
    expect(await failure).toBeInstanceOf(LogCorruption);
    expect([worker.phase, rig.count('logRetried'), rig.count('failed')]).toEqual(['failed', 0, 1]);
  });

  it('records the time at which it passed a command over, and tells whoever waits', async () => {
    const rig = new RoomRig();
    await rig.started({ log: rig.bentLog((partition, record, log) => log.append(partition, record), false) });
    rig.send({ kind: 'post', room: 'a', messageId: 'm1' }, 'late', rig.clock.nowMs() - 1);
    await rig.clock.advance(0);
    const [batch] = await batches(rig);
    expect(batch).toMatchObject({ decidedUpTo: 0, outcomes: [], facts: [], recordedAtMs: rig.clock.nowMs() });
    expect(rig.passedOver).toEqual(['ingress']);
    expect(rig.progress).toEqual({ decidedUpTo: 0, parked: [], recordedAtMs: rig.clock.nowMs() });
  });

  it('gives a command that has expired meanwhile the outcome that it had', async () => {
    const rig = new RoomRig();
    await rig.started();
    const post = { kind: 'post', room: 'a', messageId: 'm1' } as const;
    const expiresAtMs = rig.clock.nowMs();
    rig.send(post, 'same', expiresAtMs);
    await rig.clock.advance(1);
    rig.send(post, 'same', expiresAtMs);
    await rig.clock.advance(0);
    expect(rig.outcomes('same')).toEqual([accepted(1), accepted(1)]);
    expect(rig.passedOver).toEqual([]);
  });

  it('after a clock that was an hour ahead, takes what expires by the time of the log, and timers go on', async () => {
    const rig = new RoomRig();
    const { clock } = rig;
    let aheadMs = 3_600_000;
    const nowMs = (): number => clock.nowMs() + aheadMs;
    const worker = await rig.started({
      clock: { nowMs, after: (delayMs, task) => clock.after(delayMs, task), soon: (task) => clock.soon(task) },
    });
    rig.send({ kind: 'post', room: 'a', messageId: 'm1' }, 'ahead', nowMs());
    await clock.advance(0);
    aheadMs = 0;
    rig.send({ kind: 'post', room: 'a', messageId: 'm2' }, 'by the clock', clock.nowMs() + 30_000);
    await clock.advance(0);
    const { recordedAtMs } = rig.progress;
    rig.send({ kind: 'post', room: 'a', messageId: 'm2' }, 'by the log', recordedAtMs! + 1);
    await clock.advance(0);
    expect([rig.outcomes('by the clock'), rig.outcomes('by the log')]).toEqual([[], [accepted(2)]]);
    await clock.advance(119_000);
    expect(worker.confirmed!.stateOf('a')!.end).toBeUndefined();
    await clock.advance(2_000);
    expect(worker.confirmed!.stateOf('a')!.end).toBe('expired');
  });

  it("runs an entity's timer at its deadline and not before", async () => {
    const rig = new RoomRig();
    const worker = await rig.started();
    rig.post('a', 'm1');
    await rig.clock.advance(59_999);
    expect(worker.confirmed!.stateOf('a')!.end).toBeUndefined();
    await rig.clock.advance(1);
    expect(worker.confirmed!.stateOf('a')!.end).toBe('expired');
    expect((await batches(rig)).at(-1)!.recordedAtMs).toBe(rig.clock.nowMs());
  });

  it('runs a timer soon after a clock that was behind is set right', async () => {
    const rig = new RoomRig();
    let behindMs = 60_000;
    const { clock } = rig;
    const nowMs = (): number => clock.nowMs() - behindMs;
    const worker = await rig.started({
      clock: { nowMs, after: (delayMs, task) => clock.after(delayMs, task), soon: (task) => clock.soon(task) },
    });
    rig.post('a', 'm1');
    await clock.advance(1_000);
    expect(worker.confirmed!.stateOf('a')!.end).toBeUndefined();
    behindMs = 0;
    await clock.advance(1_000);
    expect(worker.confirmed!.stateOf('a')!.end).toBe('expired');
  });

  it('runs the timer of an entity once when two of its deadlines have passed', async () => {
    const rig = new RoomRig();
    const rooms = roomAggregate(60_000);
    const worker = await rig.started({
      aggregate: {
        ...rooms,
        nextDeadlineMs: (room) => {
          const lastMs = rooms.nextDeadlineMs(room);
          return lastMs === undefined || room.posts.length < 2 ? lastMs : lastMs - 50_000;
        },
      },
    });
    rig.post('a', 'm1');
    await rig.clock.advance(0);
    rig.post('a', 'm2');
    await rig.clock.advance(0);
    rig.clock.jump(70_000);
    await rig.clock.advance(0);
    expect([worker.phase, worker.confirmed!.stateOf('a')!.end]).toEqual(['serving', 'expired']);
    expect((await batches(rig)).flatMap(({ facts }) => facts)).toHaveLength(4);
  });

  it('never lets recorded time fall when the clock does', async () => {
    const rig = new RoomRig();
    await rig.started();
    rig.post('a', 'm1');
    await rig.clock.advance(0);
    rig.clock.jump(-500_000);
    rig.send({ kind: 'post', room: 'a', messageId: 'm2' }, 'later', Infinity);
    await rig.clock.advance(0);
    const [first, second] = await batches(rig);
    expect(second!.recordedAtMs).toBe(first!.recordedAtMs);
  });

  it('releases what the log has decided', async () => {
    const rig = new RoomRig();
    await rig.started();
    rig.post('a', 'm1');
    rig.post('a', 'm2');
    expect(rig.queue.held(0)).toBe(2);
    await rig.clock.advance(0);
    expect(rig.queue.held(0)).toBe(0);
  });
});

describe('a read', () => {
  const view = (posts: number) => ({ kind: 'view', posts, end: '' });

  it('sees the commands before it and rides on their batch', async () => {
    const rig = new RoomRig();
    await rig.started({ log: rig.bentLog((partition, record, log) => log.append(partition, record), false) });
    rig.post('a', 'm1');
    const id = rig.send({ kind: 'read', room: 'a' });
    rig.post('a', 'm2');
    await rig.clock.advance(0);
    expect(rig.outcomes(id)).toEqual([view(1)]);
    expect(await batches(rig)).toHaveLength(1);
  });

  it('costs an empty record alone where only an append proves ownership', async () => {
    const rig = new RoomRig();
    await rig.started({ log: rig.bentLog((partition, record, log) => log.append(partition, record), false) });
    const id = rig.send({ kind: 'read', room: 'a' });
    await rig.clock.advance(0);
    expect(rig.outcomes(id)).toEqual([view(0)]);
    expect(await batches(rig)).toMatchObject([{ facts: [], outcomes: [] }]);
  });

  it('costs nothing where ownership is certain', async () => {
    const rig = new RoomRig();
    await rig.started();
    const id = rig.send({ kind: 'read', room: 'a' });
    await rig.clock.advance(0);
    expect(rig.outcomes(id)).toEqual([view(0)]);
    expect(await batches(rig)).toHaveLength(0);
  });
});

describe('an append that is not confirmed', () => {
  it.each([
    ['landed', true],
    ['did not land', false],
  ])('and %s is decided once', async (_how, lands) => {
    const rig = new RoomRig();
    let left = 1;
    const log = rig.bentLog(async (partition, record, inner) => {
      if (decodeRecord(record).kind === 'claim' || (left -= 1) < 0) return inner.append(partition, record);
      if (lands) await inner.append(partition, record);
      throw new AppendUnknown('time-out');
    });
    await rig.started({ log });
    const ids = [rig.post('a', 'm1'), rig.post('a', 'm2')];
    await rig.clock.advance(0);
    expect(ids.map((id) => rig.outcomes(id))).toEqual([[accepted(1)], [accepted(2)]]);
    expect(rig.count('appendUnknown')).toBe(1);
    expect(rig.count('claimed')).toBe(2);
  });

  it("because of another owner's CLAIM is answered by that owner only", async () => {
    const rig = new RoomRig();
    await rig.started({ owner: 'one', generation: 1 });
    const two = await rig.started({ owner: 'two', generation: 2 });
    const id = rig.post('a', 'm1');
    await rig.clock.advance(0);
    expect(rig.outcomes(id)).toEqual([accepted(1)]);
    expect(two.confirmed!.stateOf('a')!.posts).toEqual(['m1']);
    expect(rig.count('yielded')).toBe(1);
  });

  it('of an owner of a lower generation makes it wait until its generation has changed', async () => {
    const rig = new RoomRig();
    const one = await rig.started({ owner: 'one', generation: 1 });
    const two = await rig.started({ owner: 'two', generation: 2 });
    rig.post('a', 'm1');
    await rig.clock.advance(0);
    expect([one.phase, two.phase]).toEqual(['yielded', 'serving']);
    expect(rig.seen.filter(({ name, event }) => name === 'claimed' && isOfGeneration(event, 1))).toHaveLength(1);
    await two.stop();
    one.onGenerationChanged(3);
    await rig.clock.advance(0);
    expect(one.phase).toBe('serving');
    const id = rig.post('a', 'm2');
    await rig.clock.advance(0);
    expect(rig.outcomes(id)).toEqual([accepted(2)]);
  });

  it('and held a timer fires it again', async () => {
    const rig = new RoomRig();
    let left = 1;
    const log = rig.bentLog(async (partition, record, inner) => {
      const decoded = decodeRecord(record);
      const isTimer = decoded.kind === 'batch' && decoded.outcomes.length === 0;
      if (isTimer && (left -= 1) >= 0) throw new AppendUnknown('time-out');
      return inner.append(partition, record);
    });
    const worker = await rig.started({ log });
    rig.post('a', 'm1');
    await rig.clock.advance(61_000);
    expect(rig.count('appendUnknown')).toBe(1);
    expect(worker.confirmed!.stateOf('a')!.end).toBe('expired');
  });

  it('because the record is too large is split down to the command that does not fit', async () => {
    const rig = new RoomRig();
    const worker = await rig.started();
    const small = [rig.post('a', 'm1'), rig.post('b', 'm1')];
    const large = rig.send({ kind: 'post', room: 'a', messageId: 'm2', text: 'x'.repeat(70_000) });
    small.push(rig.post('a', 'm3'));
    await rig.clock.advance(0);
    expect(rig.outcomes(large)).toEqual([refused('too-large')]);
    expect(small.map((id) => rig.outcomes(id))).toEqual([[accepted(1)], [accepted(1)], [accepted(2)]]);
    expect(worker.phase).toBe('serving');
  });

  it('because the log refuses its writer stops the partition, unanswered', async () => {
    const rig = new RoomRig();
    const causes: unknown[] = [];
    const log = rig.bentLog((partition, record, inner) =>
      decodeRecord(record).kind === 'claim'
        ? inner.append(partition, record)
        : Promise.reject(new AppendRefused('not-authorized')),
    );
    const worker = await rig.started({ log, onFailed: (cause) => causes.push(cause) });
    const id = rig.post('a', 'm1');
    await rig.clock.advance(0);
    expect(worker.phase).toBe('failed');
    expect(causes).toMatchObject([{ reason: 'not-authorized' }]);
    expect(rig.outcomes(id)).toEqual([]);
  });

  it('of a CLAIM is claimed again', async () => {
    const rig = new RoomRig();
    let left = 2;
    const log = rig.bentLog(async (partition, record, inner) => {
      const offset = await inner.append(partition, record);
      if ((left -= 1) >= 0) throw new AppendUnknown('time-out');
      return offset;
    });
    const worker = rig.worker({ log });
    const serving = worker.start();
    await rig.clock.advance(1_000);
    await serving;
    expect([worker.phase, rig.count('appendUnknown')]).toEqual(['serving', 2]);
  });
});

describe('a broken aggregate or log', () => {
  it('stops the partition instead of skipping a fact', async () => {
    const rig = new RoomRig();
    const good = roomAggregate(60_000);
    const worker = await rig.started({
      aggregate: {
        ...good,
        evolve: () => {
          throw new Error('broken');
        },
      },
    });
    const id = rig.post('a', 'm1');
    await rig.clock.advance(0);
    expect([worker.phase, rig.outcomes(id)]).toEqual(['failed', []]);
    expect(rig.seen.at(-1)).toMatchObject({ name: 'failed', event: { cause: { message: 'broken' } } });
  });

  it('is an alarm at the start', async () => {
    const rig = new RoomRig();
    await rig.log.append(0, Buffer.from('garbage'));
    const worker = rig.worker();
    await expect(worker.start()).rejects.toMatchObject({ name: 'LogCorruption' });
    expect(worker.phase).toBe('failed');
  });
});

describe('a new command queue', () => {
  it('starts over: offsets of the old one mean nothing', async () => {
    const rig = new RoomRig();
    const first = await rig.started();
    rig.post('a', 'm1');
    rig.post('a', 'm2');
    await rig.clock.advance(0);
    await first.stop();
    rig.queue = new MemoryCommandQueue({ queueId: 'another', partitions: 1 });
    await rig.started();
    const id = rig.post('a', 'm3');
    await rig.clock.advance(0);
    expect(rig.outcomes(id)).toEqual([accepted(3)]);
  });

  it('gives a command that was decided in the old one its first outcome', async () => {
    const rig = new RoomRig();
    const first = await rig.started();
    rig.post('a', 'm1');
    rig.send({ kind: 'post', room: 'a', messageId: 'm2', text: 'bad' }, 'same');
    await rig.clock.advance(0);
    await first.stop();
    rig.queue = new MemoryCommandQueue({ queueId: 'another', partitions: 1 });
    await rig.started();
    rig.send({ kind: 'post', room: 'a', messageId: 'm2', text: 'good' }, 'same');
    await rig.clock.advance(0);
    const [refused, again] = rig.outcomes('same');
    expect(refused?.kind).toBe('refused');
    expect(again).toEqual(refused);
  });
});

describe('a late CLAIM of an owner that is no more', () => {
  it('with its command queue takes nothing from the owner that goes on', async () => {
    const rig = new RoomRig();
    await rig.started();
    const bad = { kind: 'post', room: 'a', messageId: 'm2', text: 'bad' } as const;
    rig.post('a', 'm1');
    rig.send(bad, 'same');
    await rig.clock.advance(0);
    const late = { owner: 'dead', generation: 0, partitions: 1, logId: 'log', commandLogId: 'old', claimedAtMs: 0 };
    await rig.log.append(0, encodeClaim({ ...late, epoch: 'late' }));
    rig.send({ ...bad, text: 'good' }, 'same');
    const other = rig.send({ ...bad, text: 'good' });
    await rig.clock.advance(1_000);
    expect(new Set(rig.outcomes('same').map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(
      (await batches(rig)).flatMap(({ outcomes }) => outcomes).filter(({ correlationId }) => correlationId === 'same'),
    ).toHaveLength(1);
    expect(rig.outcomes(other)).toEqual([accepted(2)]);
    expect(rig.count('fenced')).toBe(1);
  });
});

describe('stop', () => {
  it('answers what is being appended and leaves the rest in the queue', async () => {
    const rig = new RoomRig();
    const { log, open } = holdingBatches(rig);
    const worker = await rig.started({ log });
    const appending = rig.post('a', 'm1');
    await rig.clock.advance(0);
    const waiting = rig.post('a', 'm2');
    const stopped = worker.stop({ checkpoint: true });
    open[0]!();
    await rig.clock.advance(0);
    await stopped;
    expect([rig.outcomes(appending), rig.outcomes(waiting), worker.phase]).toEqual([[accepted(1)], [], 'stopped']);
    expect((await rig.snapshots.checkpoint(0))!.offset).toBe(1);
    await rig.started();
    await rig.clock.advance(0);
    expect(rig.outcomes(waiting)).toEqual([accepted(2)]);
  });
});
