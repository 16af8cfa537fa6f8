/** A projection that follows some partitions of the log, and others later. */
import { FollowProbe } from '@macp/internal-rpc/contract';
import { MemoryProjectionStore } from '@macp/event-log';
import { partitionFor } from '@macp/ports';
import { describe, expect, it } from '@jest/globals';
import { PartitionNotFollowed } from './projection-errors.js';
import { PlayedSession, ProjectedLog } from './testing/projected-log.js';

const PARTITIONS = 2;
async function twoPartitions(): Promise<ProjectedLog> {
  const projected = new ProjectedLog(PARTITIONS);
  for (let partition = 0; partition < PARTITIONS; partition += 1) await projected.claim('e', partition);
  return projected;
}

/** A session id of the partition. */
function idIn(partition: number): string {
  for (let at = 0; ; at += 1) {
    const id = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
    if (partitionFor(id, PARTITIONS) === partition) return id;
  }
}

describe('a projection', () => {
  it('answers for the partitions it follows, and refuses to answer for others', async () => {
    // Given sessions in two partitions, one of which is followed
    const projected = await twoPartitions();
    const [here, elsewhere] = [idIn(0), idIn(1)];
    for (const id of [here, elsewhere]) await projected.write('e', new PlayedSession(id));
    const projection = projected.projection();
    await projection.own([0]);
    // Then what is not followed is not said to be absent
    expect((await projection.session(here))?.sessionId).toBe(here);
    await expect(projection.session(elsewhere)).rejects.toThrow(PartitionNotFollowed);
    expect((await projection.list('', 10)).sessions.map(({ sessionId }) => sessionId)).toEqual([here]);
    // When the other one comes, too
    await projection.own([1]);
    expect((await projection.session(elsewhere))?.sessionId).toBe(elsewhere);
    expect((await projection.list('', 10)).sessions).toHaveLength(2);
  });

  it('ends the follows of a partition that goes, and shows nothing that its store still has', async () => {
    // Given a follower in each partition
    const projected = await twoPartitions();
    const [stays, goes] = [idIn(0), idIn(1)];
    for (const id of [stays, goes]) await projected.write('e', new PlayedSession(id));
    const faults: number[] = [];
    const projection = projected.projection(new MemoryProjectionStore(), {
      onFault: (partition) => faults.push(partition),
    });
    await projection.start();
    const [staying, going] = [new FollowProbe(), new FollowProbe()];
    await projection.follow(stays, 0, staying);
    await projection.follow(goes, 0, going);
    // When one partition is assigned to somebody else
    projection.disown([1]);
    // Then only its follower ends, and nobody is alarmed
    expect(going.failure).toBeInstanceOf(PartitionNotFollowed);
    expect(staying.failure).toBeUndefined();
    expect(faults).toEqual([]);
    expect((await projection.list('', 10)).sessions.map(({ sessionId }) => sessionId)).toEqual([stays]);
  });

  it('goes on where its store is when a partition comes back', async () => {
    const projected = await twoPartitions();
    const id = idIn(1);
    const session = new PlayedSession(id);
    await projected.write('e', session);
    const store = new MemoryProjectionStore();
    const projection = projected.projection(store);
    await projection.start();
    projection.disown([1]);
    session.propose();
    await projected.write('e', session);
    expect(store.lastOrdinal(id)).toBe(1);
    await projection.own([1]);
    expect(store.lastOrdinal(id)).toBe(2);
  });

  it('lists no session as it was when its partition was here before, while that comes again', async () => {
    // Given a session in a partition that goes, and ends elsewhere
    const projected = await twoPartitions();
    const [here, back] = [idIn(0), idIn(1)];
    const session = new PlayedSession(back);
    for (const one of [new PlayedSession(here), session]) await projected.write('e', one);
    const projection = projected.projection();
    await projection.start();
    projection.disown([1]);
    session.propose();
    session.commit();
    await projected.write('e', session);
    // When its partition comes again during a list, and has not been read yet
    const { log } = projected;
    const endOffset = log.endOffset.bind(log);
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (answer = resolve));
    log.endOffset = (partition) => held.then(() => endOffset(partition));
    const follow = log.follow.bind(log);
    log.follow = (partition, ...rest) => (partition === 1 ? { close: () => undefined } : follow(partition, ...rest));
    const listed = projection.list('', 10);
    const owned = projection.own([1]);
    answer();
    // Then the list is about the partitions it asked, and no word of what was true once
    expect((await listed).sessions.map(({ sessionId }) => sessionId)).toEqual([here]);
    projection.disown([1]);
    await expect(owned).rejects.toThrow(PartitionNotFollowed);
  });
});
