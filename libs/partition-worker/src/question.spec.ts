/** What the partition worker does while a command waits for an answer, and when there is none. */
import { describe, expect, it } from '@jest/globals';
import { RoomRig } from './testing/room-rig.js';

const accepted = (ordinal: number) => ({ kind: 'accepted', ordinal, duplicate: false });
const refused = (why: string) => ({ kind: 'refused', why });

describe('a question', () => {
  const close = (room: string) => ({ kind: 'close', room, messageId: 'close' }) as const;

  it('parks its command and what follows of its entity, while others go on', async () => {
    const rig = new RoomRig();
    await rig.started();
    rig.post('a', 'm1');
    const closing = rig.send(close('a'));
    const behind = rig.post('a', 'm2');
    const other = rig.post('b', 'm1');
    await rig.clock.advance(0);
    expect([rig.outcomes(closing), rig.outcomes(behind), rig.outcomes(other)]).toEqual([[], [], [accepted(1)]]);
    expect(rig.progress).toMatchObject({ decidedUpTo: 3, parked: [1, 2] });
    expect(rig.queue.held(0)).toBe(3);
    rig.questions[0]!.answer('allow');
    await rig.clock.advance(0);
    expect([rig.outcomes(closing), rig.outcomes(behind)]).toEqual([[accepted(2)], [refused('closed')]]);
    expect(rig.progress.parked).toEqual([]);
  });

  it('that is answered at once parks nothing', async () => {
    const rig = new RoomRig();
    await rig.started({ answerer: () => 'deny' });
    rig.post('a', 'm1');
    const id = rig.send(close('a'));
    await rig.clock.advance(0);
    expect(rig.outcomes(id)).toEqual([refused('denied')]);
    expect(rig.count('parked')).toBe(0);
  });

  it.each([
    ['is rejected', () => Promise.reject(new Error('no')), 0],
    [
      'throws',
      () => {
        throw new Error('no');
      },
      0,
    ],
    ['never comes', () => new Promise<never>(() => undefined), 5_000],
  ])('whose answer %s fails its command', async (_how, answerer, afterMs) => {
    const rig = new RoomRig();
    await rig.started({ answerer });
    rig.post('a', 'm1');
    const id = rig.send(close('a'));
    await rig.clock.advance(afterMs);
    expect(rig.outcomes(id)).toEqual([refused('no-answer')]);
  });

  it('takes no new command while the bound of parked ones is reached', async () => {
    const rig = new RoomRig();
    await rig.started({ limits: { parkedMax: 1 } });
    rig.post('a', 'm1');
    rig.send(close('a'));
    const other = rig.post('b', 'm1');
    await rig.clock.advance(0);
    expect(rig.outcomes(other)).toEqual([]);
    rig.questions[0]!.answer('deny');
    await rig.clock.advance(0);
    expect(rig.outcomes(other)).toEqual([accepted(1)]);
  });

  it('that the next owner has answered at once leaves nothing parked and nothing held', async () => {
    const rig = new RoomRig();
    const first = await rig.started();
    rig.post('a', 'm1');
    const closing = rig.send(close('a'));
    rig.post('b', 'm1');
    await rig.clock.advance(0);
    await first.stop();
    await rig.started({ owner: 'two', answerer: () => 'allow' });
    await rig.clock.advance(0);
    expect(rig.outcomes(closing)).toEqual([accepted(2)]);
    expect(rig.progress).toMatchObject({ decidedUpTo: 2, parked: [] });
    expect(rig.queue.held(0)).toBe(0);
  });

  it('is asked again by the next owner, and what was parked is decided first', async () => {
    const rig = new RoomRig();
    const first = await rig.started();
    rig.post('a', 'm1');
    const closing = rig.send(close('a'));
    const behind = rig.post('a', 'm2');
    rig.post('b', 'm1');
    await rig.clock.advance(0);
    await first.stop();
    await rig.started({ owner: 'two' });
    const later = rig.post('a', 'm3');
    await rig.clock.advance(0);
    expect(rig.questions).toHaveLength(2);
    rig.questions[0]!.answer('allow');
    rig.questions[1]!.answer('deny');
    await rig.clock.advance(0);
    expect(rig.outcomes(closing)).toEqual([refused('denied')]);
    expect([rig.outcomes(behind), rig.outcomes(later)]).toEqual([[accepted(2)], [accepted(3)]]);
  });
});
