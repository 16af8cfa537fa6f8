/** Who leads a partition is what the newest election says, whichever broker is asked. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { KafkaConnection } from './kafka-connection.js';
import { scriptedPeer, versionsOf } from './testing/scripted-peer.js';
import type { ScriptedPeer } from './testing/scripted-peer.js';
import { silent } from './testing/test-topics.js';
import { WireWriter } from './wire-writer.js';

const METADATA = 3;
const API_VERSIONS = 18;
const TOPIC = 'macp.events';

interface Election {
  readonly topicId: number;
  readonly leader: number;
  readonly epoch: number;
}

/** One topic of one partition; no brokers but the one that is asked, or those on these ports, with ids from 1 on. */
function metadata({ topicId, leader, epoch }: Election, ports: readonly number[] = []): Buffer {
  const writer = new WireWriter()
    .noTags()
    .int32(0)
    .uvarint(ports.length + 1);
  for (const [index, port] of ports.entries()) {
    writer
      .int32(index + 1)
      .compactString('127.0.0.1')
      .int32(port)
      .compactString(null)
      .noTags();
  }
  writer.compactString(null).int32(1);
  writer.uvarint(2).int16(0).compactString(TOPIC).raw(Buffer.alloc(16, topicId)).int8(0);
  writer.uvarint(2).int16(0).int32(0).int32(leader).int32(epoch);
  for (let list = 0; list < 3; list += 1) writer.uvarint(1);
  return writer.noTags().int32(0).noTags().int32(0).noTags().bytes;
}

describe('KafkaConnection', () => {
  let peer: ScriptedPeer;
  let connection: KafkaConnection;

  afterEach(async () => {
    await connection.close();
    peer.close();
  });

  /** Leaders as they are known after each of these was told. */
  async function leadersAfter(...elections: readonly Election[]): Promise<(number | undefined)[]> {
    const told = [...elections];
    peer = await scriptedPeer({
      [API_VERSIONS]: () => versionsOf(METADATA, API_VERSIONS),
      [METADATA]: () => metadata(told[0]!),
    });
    const settings = { brokers: [`127.0.0.1:${peer.port}`], clientId: 'test', retryPauseMs: 0 };
    connection = new KafkaConnection(settings, { logger: silent });
    await connection.track(TOPIC);
    const leaders = [connection.leaderOf(TOPIC, 0)];
    while (told.length > 1) {
      told.shift();
      await connection.refresh();
      leaders.push(connection.leaderOf(TOPIC, 0));
    }
    return leaders;
  }

  it('does not go back to the leader that a broker cut off from the others still believes in', async () => {
    const elections = [
      { topicId: 1, leader: 1, epoch: 5 },
      { topicId: 1, leader: 2, epoch: 6 },
      { topicId: 1, leader: 1, epoch: 5 },
      { topicId: 1, leader: 3, epoch: 7 },
    ];
    expect(await leadersAfter(...elections)).toEqual([1, 2, 2, 3]);
  });

  it('hears of a new leader from another broker, where the one it asks is cut off and knows nothing of it', async () => {
    const ports: number[] = [];
    const broker = (epoch: number, onAsked?: () => void) =>
      scriptedPeer(
        {
          [API_VERSIONS]: () => versionsOf(METADATA, API_VERSIONS),
          [METADATA]: () => metadata({ topicId: 1, leader: epoch, epoch }, ports),
        },
        onAsked,
      );
    peer = await broker(1);
    let askedOther: () => void;
    const isAskedToo = new Promise<void>((resolve) => (askedOther = resolve));
    const other = await broker(2, () => askedOther());
    ports.push(peer.port, other.port);
    const settings = { brokers: [`127.0.0.1:${peer.port}`], clientId: 'test', retryPauseMs: 0 };
    connection = new KafkaConnection(settings, { logger: silent });
    await connection.track(TOPIC);
    // Each time one of two is asked beside the first.
    for (let times = 0; times < 2; times += 1) await connection.refresh();
    await isAskedToo;
    while (connection.leaderOf(TOPIC, 0) !== 2) await new Promise(setImmediate);
    other.close();
  });

  it('takes the leader of a topic that was created anew, whose elections are counted anew', async () => {
    const elections = [
      { topicId: 1, leader: 2, epoch: 6 },
      { topicId: 2, leader: 1, epoch: 0 },
    ];
    expect(await leadersAfter(...elections)).toEqual([2, 1]);
  });
});
