/**
 * Moves the leaders of partitions on purpose while all brokers live: the order of the replicas is changed, so that another
 * one is preferred, and the preferred leaders are elected. Coordinators of groups and transactions move with theirs.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { checkCode, compactLength, int32, int8, kafkaRequest } from './kafka-request.js';

const METADATA = { key: 3, version: 1 };
const ELECT_LEADERS = { key: 43, version: 1 };
const REASSIGN = { key: 45, version: 0, isFlexible: true };
const ALL_TOPICS = -1;
const ALL_PARTITIONS = -1;
const PREFERRED = 0;
const TIMEOUT_MS = 10_000;
const ELECTION_NOT_NEEDED = 84;
const PREFERRED_LEADER_NOT_AVAILABLE = 80;
const HEARD_ATTEMPTS = 10;
const HEARD_PAUSE_MS = 50;
/** Behind the correlation id and the throttle time; in a flexible version there is a byte for tags between them. */
const CODE_AT = 8;
const FLEXIBLE_CODE_AT = 9;

interface Replicas {
  readonly topic: string;
  readonly partition: number;
  readonly leader: number;
  /** Node ids, the preferred leader first. */
  readonly nodes: readonly number[];
}

/**
 * Every partition of every topic gets the next of its replicas as its leader, where that one is in sync. Resolves with how
 * many leaders have changed.
 *
 * @throws when the broker says no, or is not there
 */
export async function moveLeaders(broker: string): Promise<number> {
  const before = await replicasOf(broker);
  await prefer(
    broker,
    before.map(({ nodes, ...rest }) => ({ ...rest, nodes: [...nodes.slice(1), nodes[0]!] })),
  );
  const request = [int8(PREFERRED), int32(ALL_PARTITIONS), int32(TIMEOUT_MS)];
  const code = (await kafkaRequest(broker, ELECT_LEADERS, request)).readInt16BE(CODE_AT);
  if (code !== ELECTION_NOT_NEEDED && code !== PREFERRED_LEADER_NOT_AVAILABLE) checkCode(code, 'an election');
  return movedSince(broker, before);
}

/** The broker that is asked hears of an election a little later than the one that held it. */
async function movedSince(broker: string, before: readonly Replicas[]): Promise<number> {
  let moved = 0;
  for (let attempt = 0; moved === 0 && attempt < HEARD_ATTEMPTS; attempt++) {
    await pause(HEARD_PAUSE_MS);
    const leaders = new Map((await replicasOf(broker)).map((now) => [`${now.topic}/${now.partition}`, now.leader]));
    moved = before.filter(({ topic, partition, leader }) => leaders.get(`${topic}/${partition}`) !== leader).length;
  }
  return moved;
}

async function prefer(broker: string, wanted: readonly Replicas[]): Promise<void> {
  const topics = wanted.map(({ topic, partition, nodes }) => {
    const name = Buffer.from(topic);
    const replicas = [compactLength(nodes.length), ...nodes.map(int32)];
    const inner = [compactLength(1), int32(partition), ...replicas, int8(0), int8(0)];
    return Buffer.concat([compactLength(name.length), name, ...inner]);
  });
  const answer = await kafkaRequest(broker, REASSIGN, [
    int32(TIMEOUT_MS),
    compactLength(topics.length),
    ...topics,
    int8(0),
  ]);
  checkCode(answer.readInt16BE(FLEXIBLE_CODE_AT), 'a reassignment');
}

async function replicasOf(broker: string): Promise<readonly Replicas[]> {
  const answer = new Answer(await kafkaRequest(broker, METADATA, [int32(ALL_TOPICS)]));
  answer.int32();
  answer.array(() => [answer.int32(), answer.text(), answer.int32(), answer.text()]);
  answer.int32();
  const topics = answer.array(() => {
    answer.int16();
    const topic = answer.text();
    answer.int8();
    return answer.array((): Replicas => {
      answer.int16();
      const [partition, leader] = [answer.int32(), answer.int32()];
      const nodes = answer.array(() => answer.int32());
      answer.array(() => answer.int32());
      return { topic, partition, leader, nodes };
    });
  });
  return topics.flat().filter(({ nodes }) => nodes.length > 1);
}

/** Reads an answer from its start. */
class Answer {
  private at = 0;
  constructor(private readonly bytes: Buffer) {}

  int8(): number {
    return this.bytes.readInt8((this.at += 1) - 1);
  }

  int16(): number {
    return this.bytes.readInt16BE((this.at += 2) - 2);
  }

  int32(): number {
    return this.bytes.readInt32BE((this.at += 4) - 4);
  }

  /** Empty where there is none. */
  text(): string {
    const length = Math.max(0, this.int16());
    return this.bytes.toString('utf8', this.at, (this.at += length));
  }

  array<Item>(read: () => Item): Item[] {
    return Array.from({ length: this.int32() }, read);
  }
}
