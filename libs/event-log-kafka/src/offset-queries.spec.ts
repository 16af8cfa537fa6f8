/** The end of a partition is told whatever becomes of the brokers that lead others. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { KafkaConnection } from './kafka-connection.js';
import { OffsetQueries } from './offset-queries.js';
import { scriptedPeer, versionsOf } from './testing/scripted-peer.js';
import type { Answers, ScriptedPeer } from './testing/scripted-peer.js';
import { silent } from './testing/test-topics.js';
import { WireWriter } from './wire-writer.js';

const LIST_OFFSETS = 2;
const METADATA = 3;
const API_VERSIONS = 18;
const TOPIC = 'macp.events';
/** Nobody is given up in this spec. */
const FOR_EVER_MS = 600_000;

/** One topic; `leaders` by partition, as places in `ports`. */
function metadata(ports: readonly number[], leaders: readonly number[]): Buffer {
  const writer = new WireWriter()
    .noTags()
    .int32(0)
    .uvarint(ports.length + 1);
  for (const [nodeId, port] of ports.entries())
    writer.int32(nodeId).compactString('127.0.0.1').int32(port).compactString(null).noTags();
  writer.compactString(null).int32(0).uvarint(2).int16(0).compactString(TOPIC).raw(Buffer.alloc(16, 1)).int8(0);
  writer.uvarint(leaders.length + 1);
  for (const [partition, leader] of leaders.entries()) {
    writer.int16(0).int32(partition).int32(leader).int32(0);
    for (let list = 0; list < 3; list += 1) writer.uvarint(1);
    writer.noTags();
  }
  return writer.int32(0).noTags().noTags().bytes;
}

function endOf(partition: number, offset: number): Buffer {
  const writer = new WireWriter().int32(0);
  return writer.array([TOPIC], (topics, topic) =>
    topics.string(topic).array([partition], (each) => each.int32(partition).int16(0).int64(-1).int64(offset).int32(0)),
  ).bytes;
}

describe('questions for the end of partitions', () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function peer(answers: Answers, onAsked?: (key: number) => void): Promise<ScriptedPeer> {
    const versions = () => versionsOf(LIST_OFFSETS, METADATA, API_VERSIONS);
    const opened = await scriptedPeer({ [API_VERSIONS]: versions, ...answers }, onAsked);
    closing.push(() => opened.close());
    return opened;
  }

  async function queries(ports: readonly number[]): Promise<OffsetQueries> {
    const settings = { brokers: [`127.0.0.1:${ports[0]}`], clientId: 'test', requestTimeoutMs: FOR_EVER_MS };
    const connection = new KafkaConnection(settings, { logger: silent });
    closing.unshift(() => connection.close());
    await connection.track(TOPIC);
    return new OffsetQueries(connection, 'end', 'uncommitted');
  }

  it('are answered by one broker while another one does not answer', async () => {
    // Given the leader of partition 0, which answers, and that of partition 1, which does not
    const ports: number[] = [];
    let wasAsked: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => (wasAsked = resolve));
    const there = await peer({ [METADATA]: () => metadata(ports, [0, 1]), [LIST_OFFSETS]: () => endOf(0, 7) });
    const frozen = await peer({}, (key) => {
      // The question may come in one piece with one for metadata.
      if (key !== API_VERSIONS) wasAsked();
    });
    ports.push(there.port, frozen.port);
    const ends = await queries(ports);
    // When the one that does not answer is asked first
    const never = ends.ask(TOPIC, 1);
    never.catch(() => undefined);
    await asked;
    // Then the other one still answers, again and again
    expect(await ends.ask(TOPIC, 0)).toBe(7);
    expect(await ends.ask(TOPIC, 0)).toBe(7);
  });

  it('share one while another one is on its way, which is asked after them', async () => {
    // Given a leader whose answers count how often it was asked
    const ports: number[] = [];
    let count = 0;
    const only = await peer({ [METADATA]: () => metadata(ports, [0]), [LIST_OFFSETS]: () => endOf(0, ++count) });
    ports.push(only.port);
    const ends = await queries(ports);
    // When two are asked in one turn, and two more once the first is on its way
    const first = [ends.ask(TOPIC, 0), ends.ask(TOPIC, 0)];
    await new Promise(setImmediate);
    const second = [ends.ask(TOPIC, 0), ends.ask(TOPIC, 0)];
    // Then there are two questions, and nobody has an answer to an earlier one
    expect(await Promise.all([...first, ...second])).toEqual([1, 1, 2, 2]);
  });
});
