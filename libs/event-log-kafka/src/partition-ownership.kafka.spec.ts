/** Ownership by a real consumer group: everything has one owner, what stays is not touched, and who goes is replaced. */
import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { groupMembers } from './group-requests.js';
import { KafkaClient } from './kafka-client.js';
import { KafkaUnavailable } from './kafka-errors.js';
import { PartitionOwnership } from './partition-ownership.js';
import { limitRequests } from './testing/client-quota.js';
import { brokers, describeWithKafka, openClient } from './testing/kafka-suite.js';
import { RecordedOwnership } from './testing/recorded-ownership.js';
import { deleteTopic, newTopic } from './testing/test-topics.js';

const PARTITIONS = 6;

describeWithKafka('over a real broker', () => {
  describe('PartitionOwnership', () => {
    let topic: string;
    let groupId: string;
    let watcher: KafkaClient;
    let clients: KafkaClient[] = [];
    let members: RecordedOwnership[] = [];

    beforeEach(async () => {
      watcher = await openClient();
      clients = [];
      members = [];
      groupId = `test.${randomUUID()}`;
      topic = await newTopic(watcher, 'queue', PARTITIONS);
    });

    afterEach(async () => {
      for (const { ownership } of members) await ownership.leave();
      for (const client of clients) await client.close();
      await deleteTopic(watcher, topic);
      await watcher.close();
    });

    async function join(address: string): Promise<RecordedOwnership> {
      const client = await openClient();
      clients.push(client);
      const member = new RecordedOwnership(client, { groupId, topics: [topic], partitions: PARTITIONS, address });
      members.push(member);
      return member;
    }

    it('gives all to one, and half to a second, whose half is all that moves', async () => {
      const first = await join('a');
      await RecordedOwnership.until(() => first.owned === '0,1,2,3,4,5');
      const second = await join('b');
      await RecordedOwnership.until(() => first.owned === '0,1,2' && second.owned === '3,4,5');
      expect(first.happened).toEqual(['assigned 0,1,2,3,4,5', 'revoked 3,4,5', 'retained 0,1,2']);
      expect(second.happened).toEqual(['assigned 3,4,5']);
      expect(first.ownership.generation).toBe(second.ownership.generation);
    });

    it('gives the partitions of one that leaves to the others at once, and only these', async () => {
      const [first, second] = [await join('a'), await join('b')];
      await RecordedOwnership.until(() => first.ownership.owned.length === 3 && second.ownership.owned.length === 3);
      const kept = second.owned;
      const since = second.happened.length;
      await first.ownership.leave();
      await RecordedOwnership.until(() => second.ownership.owned.length === PARTITIONS);
      expect(second.happened.slice(since)[0]).toBe(`retained ${kept}`);
      expect(second.happened.slice(since).some((each) => each.startsWith('revoked'))).toBe(false);
    });

    it('replaces one that is gone without a word', async () => {
      const [first, second] = [await join('a'), await join('b')];
      await RecordedOwnership.until(() => first.ownership.owned.length === 3 && second.ownership.owned.length === 3);
      await clients[0]?.close();
      await RecordedOwnership.until(() => second.ownership.owned.length === PARTITIONS);
      expect(second.happened.at(-1)).toMatch(/^assigned \d,\d,\d$/);
    });

    it('tells anyone who owns what and where', async () => {
      const [first, second] = [await join('a.example:1'), await join('b.example:2')];
      await RecordedOwnership.until(() => first.ownership.owned.length === 3 && second.ownership.owned.length === 3);
      const found = await groupMembers(watcher, groupId);
      expect(found.isStable).toBe(true);
      expect([...found.members].sort((a, b) => (a.address < b.address ? -1 : 1))).toEqual([
        { address: 'a.example:1', partitions: first.ownership.owned },
        { address: 'b.example:2', partitions: second.ownership.owned },
      ]);
      expect(await groupMembers(watcher, `no-${groupId}`)).toEqual({ isStable: false, isEmpty: true, members: [] });
    });

    it('goes on asking where brokers slow this process down', async () => {
      const clientId = `slowed.${randomUUID()}`;
      await watcher.connection.retried('finding the coordinator', () =>
        watcher.connection.coordinator(groupId, 'group'),
      );
      await limitRequests(watcher, clientId, 0.01);
      const slowed = await openClient({ clientId });
      clients.push(slowed);
      const request = { name: 'GroupCoordinator', version: 2, body: { groupId, coordinatorType: 0 } };
      const ask = async (): Promise<number> => {
        const { connection } = slowed;
        const answer = await connection.sendInner(await connection.controller(), 'group slowed', request);
        return (answer as { clientSideThrottleTime: number }).clientSideThrottleTime;
      };
      while ((await ask()) === 0);
      await expect(ask()).resolves.toBeGreaterThanOrEqual(0);
    });

    it('tells the operator when the group does not take it', async () => {
      const client = new KafkaClient(
        { brokers, clientId: 'test' },
        {
          logger: {
            info: () => undefined,
            warn: (message, fields) => said(`${message}: ${String(fields?.['cause'])}`),
          },
        },
      );
      let said: (line: string) => void = () => undefined;
      const line = new Promise<string>((resolve) => (said = resolve));
      clients.push(client);
      await client.start();
      const events = { assigned: () => undefined, revoked: () => undefined, lost: () => undefined };
      const options = { client, groupId, topics: [topic], partitions: PARTITIONS, address: 'a', events };
      const refused = new PartitionOwnership({ ...options, sessionTimeoutMs: 1 });
      refused.start();
      expect(await line).toMatch(/does not take this process: .*session timeout/);
      await refused.leave();
    });

    it('commits offsets for those who measure lag', async () => {
      const first = await join('a');
      await RecordedOwnership.until(() => first.ownership.owned.length === PARTITIONS);
      first.ownership.commitLater(topic, 4, 17);
      const { connection } = watcher;
      const body = { groupId, topics: [{ topic, partitions: [{ partition: 4 }] }] };
      await connection.retried('reading the committed offset', async () => {
        const coordinator = await connection.coordinator(groupId, 'group');
        const answer = await connection.sendInner(coordinator, 'read', { name: 'OffsetFetch', version: 4, body });
        const { responses } = answer as { responses: { partitions: { offset: string }[] }[] };
        if (responses[0]?.partitions[0]?.offset !== '17') throw new KafkaUnavailable('not yet');
      });
    });
  });
});
