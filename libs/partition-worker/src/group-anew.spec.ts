/**
 * A group that everybody has left is deleted, and the next one counts its generations from the start: a CLAIM of a higher
 * generation keeps nobody from serving for good.
 */
import { describe, expect, it } from '@jest/globals';
import { RoomRig } from './testing/room-rig.js';

const limits = { handOverMs: 5_000 };

describe('a worker of a group that counts anew', () => {
  it('waits for an owner of a higher generation, and claims when that has not come back', async () => {
    const rig = new RoomRig();
    const gone = await rig.started({ owner: 'gone', generation: 9 });
    await gone.stop();
    const worker = rig.worker({ owner: 'next', generation: 1, limits });
    const serving = worker.start();
    const id = rig.post('a', 'm1');
    await rig.clock.advance(limits.handOverMs - 1);
    expect([worker.phase, rig.outcomes(id)]).toEqual(['yielded', []]);
    await rig.clock.advance(1);
    await serving;
    expect([worker.phase, rig.outcomes(id)]).toEqual(['serving', [{ kind: 'accepted', ordinal: 1, duplicate: false }]]);
  });

  it('is the only one who has waited: owners after it are not kept by what it has overruled', async () => {
    const rig = new RoomRig();
    await (await rig.started({ owner: 'gone', generation: 9 })).stop();
    const first = rig.worker({ owner: 'first', generation: 1, limits });
    void first.start();
    await rig.clock.advance(limits.handOverMs);
    await first.stop();
    expect((await rig.started({ owner: 'second', generation: 2, limits })).phase).toBe('serving');
    expect(rig.count('yielded')).toBe(1);
  });

  it('yields again to an owner of a still higher generation that has claimed meanwhile', async () => {
    const rig = new RoomRig();
    await (await rig.started({ owner: 'gone', generation: 8 })).stop();
    const worker = rig.worker({ owner: 'late', generation: 1, limits });
    void worker.start();
    await rig.clock.advance(0);
    const owner = await rig.started({ owner: 'owner', generation: 9 });
    await rig.clock.advance(limits.handOverMs);
    expect([worker.phase, owner.phase]).toEqual(['yielded', 'serving']);
  });

  it('claims nothing any more once it was stopped', async () => {
    const rig = new RoomRig();
    await (await rig.started({ owner: 'gone', generation: 9 })).stop();
    const worker = rig.worker({ owner: 'next', generation: 1, limits });
    void worker.start();
    await rig.clock.advance(0);
    await worker.stop();
    await rig.clock.advance(2 * limits.handOverMs);
    expect([worker.phase, rig.count('claimed')]).toEqual(['stopped', 1]);
  });
});
